%% The shapes of `bench`, on the real BEAM: what the figures of our kernel are compared with.
%%
%% They come from the measurements of Erlang/OTP 25 that the project's goals were derived from; timer_cancel, ets_string,
%% call_through and cast_yield were added for shapes that had no counterpart there. Which shape of src/sim/bench each
%% belongs to is said in src/cli/bench/beam-shapes.ts.
%%
%% erlc beam_bench.erl beam_sup.erl && erl +S 1 +P 4000000 +Q 65536 -noshell -s beam_bench serve
%% serve reads lines "NAME RUNS" from standard input. For each it prints one line per metric, separated by tabs: name,
%% unit, median, min, max, runs, median by processor time; and then a line with a single dot. It ends with its input.
-module(beam_bench).
-behaviour(gen_server).
-export([serve/0]).
-export([init/1, handle_call/3, handle_cast/2, handle_info/2, start_child/2]).
-export([bn/2, pong/0, ring_node/1, idle/0, sup_init/1]).

shapes() ->
    #{"pingpong" => fun pingpong/0, "pingpong_payload" => fun pingpong_payload/0,
      "ring" => fun ring/0, "bigring" => fun bigring/0, "spawn_exit" => fun spawn_exit/0,
      "fanin" => fun fanin/0, "selrecv" => fun selrecv/0,
      "call1" => fun call1/0, "call100" => fun call100/0, "call_through" => fun call_through/0,
      "cast" => fun cast/0, "cast_yield" => fun cast_yield/0,
      "suprestart" => fun sup_restart/0, "suprestart_burst" => fun sup_restart_burst/0,
      "supstart" => fun sup_start/0, "ets" => fun ets_bench/0, "ets_string" => fun ets_string/0,
      "links" => fun links/0, "timers" => fun timers/0, "timer_cancel" => fun timer_cancel/0,
      "spawn1m" => fun spawn1m/0}.

serve() ->
    logger:set_primary_config(level, none),
    io:format("# otp ~s schedulers ~p~n.~n", [erlang:system_info(otp_release), erlang:system_info(schedulers_online)]),
    serve_next().

serve_next() ->
    case io:get_line("") of
        eof -> halt(0);
        Line ->
            [Name, Runs] = string:tokens(string:trim(Line), " "),
            F = maps:get(Name, shapes()),
            %% every run in its own process, so that no heap is shared between runs
            report(Name, [isolated(F) || _ <- lists:seq(1, list_to_integer(Runs))]),
            io:format(".~n"),
            serve_next()
    end.

isolated(F) ->
    erlang:garbage_collect(),
    {P, M} = spawn_monitor(fun() -> process_flag(trap_exit, true), exit({result, F()}) end),
    receive {'DOWN', M, process, P, {result, R}} -> timer:sleep(50), R;
            {'DOWN', M, process, P, E} -> io:format("!! ~p~n", [E]), [] end.

report(N, Rs) ->
    [begin
         Vs = [V || R <- Rs, {K2, _, V} <- R, K2 =:= K],
         {Median, Min, Max} = middle([wall(V) || V <- Vs]),
         {Cpu, _, _} = middle([cpu(V) || V <- Vs]),
         io:format("~s.~s\t~s\t~.4g\t~.4g\t~.4g\t~p\t~.4g~n", [N, K, U, Median, Min, Max, length(Vs), Cpu])
     end || {K, U, _} <- hd(Rs)].

wall({Wall, _}) -> Wall;
wall(V) -> V.
cpu({_, Cpu}) -> Cpu;
cpu(V) -> V.
middle(Vs) ->
    Sorted = [float(V) || V <- lists:sort(Vs)],
    {lists:nth((length(Vs) + 1) div 2, Sorted), hd(Sorted), lists:last(Sorted)}.

now_ns() -> erlang:monotonic_time(nanosecond).

%% A moment by the clock on the wall and by processor time, and the seconds since: {by the wall, of processor time}.
%% On a busy machine the second says what the first would have been on a quiet one. It is whole milliseconds.
moment() -> {now_ns(), element(1, erlang:statistics(runtime))}.
secs({T0, C0}) ->
    {T1, C1} = moment(),
    {(T1 - T0) / 1.0e9, max(C1 - C0, 1) / 1.0e3}.
rate(N, {Wall, Cpu}) -> {N / Wall, N / Cpu}.

rss() ->
    {ok, B} = file:read_file("/proc/self/status"),
    {match, [V]} = re:run(B, "VmRSS:\\s+(\\d+) kB", [{capture, all_but_first, list}]),
    list_to_integer(V) * 1024.

%% (a) ping-pong
pong() -> receive {P, N} -> P ! N, pong(); stop -> ok end.
pingpong() ->
    P = spawn(fun pong/0), N = 2000000,
    T0 = moment(), pp(P, N), S = secs(T0), P ! stop,
    [{"msgs", "msg/s", rate(2 * N, S)}].
pp(_, 0) -> ok;
pp(P, N) -> P ! {self(), N}, receive N -> pp(P, N - 1) end.

%% the same with a copied payload of a 20-entry map of small tuples
pongp() -> receive {P, N, M} -> P ! {N, M}, pongp(); stop -> ok end.
pingpong_payload() ->
    P = spawn(fun pongp/0), N = 300000,
    M = maps:from_list([{I, {a, I, I * 2}} || I <- lists:seq(1, 20)]),
    T0 = moment(), ppp(P, N, M), S = secs(T0), P ! stop,
    [{"msgs", "msg/s", rate(2 * N, S)}].
ppp(_, 0, _) -> ok;
ppp(P, N, M) -> P ! {self(), N, M}, receive {N, M2} -> ppp(P, N - 1, M2) end.

%% (b) ring of 1000
ring_node(Next) -> receive stop -> Next ! stop; M -> Next ! M, ring_node(Next) end.
ring() ->
    Self = self(), K = 1000, Laps = 3000,
    First = lists:foldl(fun(_, Nx) -> spawn(?MODULE, ring_node, [Nx]) end, Self, lists:seq(1, K - 1)),
    T0 = moment(), ring_root(First, Laps), S = secs(T0),
    First ! stop, receive stop -> ok end,
    [{"hops", "hop/s", rate(K * Laps, S)}].
ring_root(_, 0) -> ok;
ring_root(F, N) -> F ! N, receive N -> ring_root(F, N - 1) end.

%% ring of 1,000,000 live processes, 1,000 tokens, a small map as the message and as the state
bn(Nx, S) -> receive {ring, V, L} when L > 0 -> Nx ! {ring, V + 1, L - 1}, bn(Nx, S#{n => V}); {ring, _, 0} -> beam_col ! done, bn(Nx, S); {next, N} -> bn(N, S) end.
bigring() ->
    K = 1000000, T = 1000, L = 5000, register(beam_col, self()),
    First = spawn(?MODULE, bn, [self(), #{n => 0}]),
    {Last, Ps} = lists:foldl(fun(_, {Nx, A}) -> P = spawn(?MODULE, bn, [Nx, #{n => 0}]), {P, [P | A]} end, {First, [First]}, lists:seq(1, K - 1)),
    First ! {next, Last}, Tup = list_to_tuple(Ps),
    T0 = moment(), [element(1 + I * K div T, Tup) ! {ring, 0, L} || I <- lists:seq(0, T - 1)], wait_n(T), S = secs(T0),
    unregister(beam_col), M = erlang:monitor(process, First), [exit(P, kill) || P <- Ps], receive {'DOWN', M, _, _, _} -> ok end, wait_gone(1000),
    [{"hops", "hop/s (1,000,000 processes, 1,000 tokens)", rate(T * L, S)}].

%% (c) spawn
idle() -> receive stop -> ok end.
spawn1m() ->
    N = 1000000,
    erlang:garbage_collect(),
    R0 = rss(), M0 = erlang:memory(processes_used), T0 = moment(),
    Ps = spawn_n(N, []),
    S = secs(T0), R1 = rss(), M1 = erlang:memory(processes_used),
    {memory, PM} = process_info(hd(Ps), memory),
    T1 = moment(),
    M = erlang:monitor(process, lists:last(Ps)),
    [exit(P, kill) || P <- Ps],
    receive {'DOWN', M, _, _, _} -> ok end,
    wait_gone(1000),
    S2 = secs(T1),
    [{"rate", "spawn/s", rate(N, S)}, {"time", "s", S}, {"procmem", "B/process (processes_used)", (M1 - M0) / N},
     {"infomem", "B/process (process_info)", PM}, {"rssdelta", "B/process (RSS delta; only the first run starts cold)", (R1 - R0) / N},
     {"rsstotal", "MB", R1 / 1.0e6}, {"killall", "s", S2}].
spawn_n(0, A) -> A;
spawn_n(N, A) -> spawn_n(N - 1, [spawn(?MODULE, idle, []) | A]).
wait_gone(Max) ->
    case erlang:system_info(process_count) < Max of true -> ok; false -> timer:sleep(5), wait_gone(Max) end.

spawn_exit() ->
    N = 100000, Self = self(),
    T1 = moment(), spm(N), S1 = secs(T1),
    %% the collector is another process than the spawner: no garbage collection that walks a long mailbox
    C = spawn(fun() -> wait_n(N), Self ! collected end),
    T2 = moment(), spc(N, C), receive collected -> ok end, S2 = secs(T2),
    [{"rate2", "spawn+exit/s (another process collects)", rate(N, S2)}, {"serial", "spawn_monitor+DOWN/s (one at a time)", rate(N, S1)}].
spc(0, _) -> ok;
spc(N, C) -> spawn(fun() -> C ! done end), spc(N - 1, C).
wait_n(0) -> ok;
wait_n(N) -> receive done -> wait_n(N - 1) end.
spm(0) -> ok;
spm(N) -> {_, M} = spawn_monitor(fun() -> ok end), receive {'DOWN', M, _, _, _} -> spm(N - 1) end.

%% (d) fan-in
fanin() ->
    Self = self(), K = 1000, Each = 1000,
    Ps = [spawn(fun() -> receive go -> send_n(Self, Each) end end) || _ <- lists:seq(1, K)],
    T0 = moment(),
    [P ! go || P <- Ps], wait_n(K * Each),
    [{"msgs", "msg/s", rate(K * Each, secs(T0))}].
send_n(_, 0) -> ok;
send_n(P, N) -> P ! done, send_n(P, N - 1).

%% selective receive with 1,000 other messages ahead of the wanted one
selrecv() ->
    Self = self(), N = 20000,
    P = spawn(fun() -> [self() ! {noise, I} || I <- lists:seq(1, 1000)], Self ! ready, sel(Self) end),
    receive ready -> ok end,
    T0 = moment(), selc(P, N), S = secs(T0), exit(P, kill),
    [{"rate", "round trip/s past 1000 queued", rate(N, S)}].
sel(Self) -> receive {req, N} -> Self ! N, sel(Self) end.
selc(_, 0) -> ok;
selc(P, N) -> P ! {req, N}, receive N -> selc(P, N - 1) end.

%% (e) gen_server
init({child, Who}) -> Who ! up, {ok, Who};
init(X) -> {ok, X}.
handle_call({add, N}, _, S) -> {reply, N, S + N};
handle_call({through, P, N}, _, S) -> {reply, gen_server:call(P, {add, N}), S};
handle_call(get, _, S) -> {reply, S, S}.
handle_cast({add, N}, S) -> {noreply, S + N}.
handle_info(_, S) -> {noreply, S}.
call1() ->
    {ok, P} = gen_server:start(?MODULE, 0, []), N = 500000,
    T0 = moment(), callloop(P, N), S = secs(T0), gen_server:stop(P),
    [{"rt", "call/s", rate(N, S)}].
callloop(_, 0) -> ok;
callloop(P, N) -> N = gen_server:call(P, {add, N}), callloop(P, N - 1).
call100() ->
    {ok, P} = gen_server:start(?MODULE, 0, []), K = 100, Each = 5000, Self = self(),
    Cs = [spawn(fun() -> receive go -> callloop(P, Each), Self ! done end end) || _ <- lists:seq(1, K)],
    T0 = moment(), [C ! go || C <- Cs], wait_n(K), S = secs(T0), gen_server:stop(P),
    [{"rt", "call/s", rate(K * Each, S)}].
%% through a server that calls another before it answers
call_through() ->
    {ok, P} = gen_server:start(?MODULE, 0, []), {ok, M} = gen_server:start(?MODULE, 0, []), N = 200000,
    T0 = moment(), throughloop(M, P, N), S = secs(T0), gen_server:stop(M), gen_server:stop(P),
    [{"rt", "call/s through another server", rate(N, S)}].
throughloop(_, _, 0) -> ok;
throughloop(M, P, N) -> N = gen_server:call(M, {through, P, N}), throughloop(M, P, N - 1).
cast() ->
    {ok, P} = gen_server:start(?MODULE, 0, []), N = 1000000,
    T0 = moment(), castloop(P, N), gen_server:call(P, get, infinity), S = secs(T0), gen_server:stop(P),
    [{"rate", "cast/s", rate(N, S)}].
castloop(_, 0) -> ok;
castloop(P, N) -> gen_server:cast(P, {add, N}), castloop(P, N - 1).

%% the sender lets others run after every 1,024 casts
cast_yield() ->
    {ok, P} = gen_server:start(?MODULE, 0, []), N = 1000000,
    T0 = moment(), yieldloop(P, N), gen_server:call(P, get, infinity), S = secs(T0), gen_server:stop(P),
    [{"rate", "cast/s, yielding", rate(N, S)}].
yieldloop(_, 0) -> ok;
yieldloop(P, N) -> [erlang:yield() || N band 1023 =:= 0], gen_server:cast(P, {add, N}), yieldloop(P, N - 1).

%% (f) supervisors
start_child(I, Who) -> gen_server:start_link(?MODULE, {child, Who}, [{timeout, infinity}, {debug, []}] ++ [{hibernate_after, infinity} || I < 0]).
sup_init({N, Who}) ->
    {ok, {#{strategy => one_for_one, intensity => 100000000, period => 1},
          [#{id => I, start => {?MODULE, start_child, [I, Who]}, shutdown => brutal_kill} || I <- lists:seq(1, N)]}}.
sup(N) ->
    Self = self(),
    {ok, S} = supervisor:start_link(beam_sup, {N, Self}),
    wait_up(N), S.
wait_up(0) -> ok;
wait_up(N) -> receive up -> wait_up(N - 1) end.
restart_seq(N, Kills) ->
    S = sup(N),
    Ps = lists:sublist([P || {_, P, _, _} <- supervisor:which_children(S)], Kills),
    T0 = moment(), [begin exit(P, kill), receive up -> ok end end || P <- Ps], T = secs(T0),
    unlink(S), M = erlang:monitor(process, S), exit(S, kill), receive {'DOWN', M, _, _, _} -> ok end,
    wait_gone(1000),
    [{"rate", "restart/s (10,000 children, one at a time)", rate(length(Ps), T)}].
sup_restart() -> restart_seq(10000, 10000).
%% few restarts inside the period: the supervisor's list of recent restarts (walked at every restart) stays short
sup_restart_burst() ->
    Sups = [sup(100) || _ <- lists:seq(1, 200)],
    Pss = [[P || {_, P, _, _} <- supervisor:which_children(S)] || S <- Sups],
    T0 = moment(), [begin exit(P, kill), receive up -> ok end end || Ps <- Pss, P <- Ps], T = secs(T0),
    [begin unlink(S), exit(S, kill) end || S <- Sups], wait_gone(1000),
    [{"rate", "restart/s (100 children, 100 restarts by a fresh supervisor)", rate(20000, T)}].
sup_start() ->
    N = 100000, T0 = moment(), S = sup(N), T = secs(T0),
    T1 = moment(), unlink(S), M = erlang:monitor(process, S), exit(S, shutdown),
    receive {'DOWN', M, _, _, _} -> ok end, T2 = secs(T1), wait_gone(1000),
    [{"time", "s for 100,000 children", T}, {"rate", "child/s", rate(N, T)}, {"stop", "s to shut down", T2}].

%% (g) ETS
ets_bench() ->
    N = 100000, T = ets:new(t, [set, public, {read_concurrency, true}]),
    T0 = moment(), ins(T, N), S0 = secs(T0),
    Ks = list_to_tuple([((I * 7919) rem N) + 1 || I <- lists:seq(1, N)]),
    T1 = moment(), [look(T, Ks, N) || _ <- lists:seq(1, 10)], S1 = secs(T1),
    T2 = moment(), [ins(T, N) || _ <- lists:seq(1, 5)], S2 = secs(T2),
    ets:delete(T),
    U = ets:new(u, [set, public, {read_concurrency, true}]), Us = [{user, K} || K <- tuple_to_list(Ks)],
    T3 = moment(), [ets:insert(U, {K, 1}) || K <- Us], S3 = secs(T3),
    T4 = moment(), [[[_] = ets:lookup(U, K) || K <- Us] || _ <- lists:seq(1, 5)], S4 = secs(T4),
    ets:delete(U),
    [{"tuple_insert", "insert/s ({user, I} keys)", rate(N, S3)}, {"tuple_lookup", "lookup/s ({user, I} keys)", rate(5 * N, S4)}, {"insert_new", "insert/s (fresh)", rate(N, S0)}, {"lookup", "lookup/s", rate(10 * N, S1)}, {"overwrite", "insert/s (overwrite)", rate(5 * N, S2)}].
ins(_, 0) -> ok;
ins(T, N) -> ets:insert(T, {N, N}), ins(T, N - 1).
look(_, _, 0) -> ok;
look(T, Ks, N) -> [_] = ets:lookup(T, element(N, Ks)), look(T, Ks, N - 1).

%% keys that are binaries, looked up in the order of insertion
ets_string() ->
    N = 100000, T = ets:new(t, [set, public, {read_concurrency, true}]),
    Ks = [<<"name-", (integer_to_binary(I))/binary>> || I <- lists:seq(1, N)],
    T0 = moment(), [ets:insert(T, {K, 1}) || K <- Ks], S0 = secs(T0),
    T1 = moment(), [[[_] = ets:lookup(T, K) || K <- Ks] || _ <- lists:seq(1, 5)], S1 = secs(T1),
    ets:delete(T),
    [{"insert", "insert/s (binary keys)", rate(N, S0)}, {"lookup", "lookup/s (binary keys)", rate(5 * N, S1)}].

%% (h) links
links() ->
    N = 100000, Self = self(),
    Hub = spawn(fun() -> receive stop -> ok end end),
    T00 = moment(),
    Ps = [spawn(fun() -> link(Hub), erlang:monitor(process, Hub), Self ! done, idle() end) || _ <- lists:seq(1, N)],
    wait_n(N), S0 = secs(T00),
    [erlang:monitor(process, P) || P <- Ps],
    T0 = moment(), exit(Hub, boom), wait_down(N), S = secs(T0),
    [{"setup", "s for 100,000 spawn+link+monitor", S0}, {"time", "s until the last of 100,000 DOWN", S}, {"rate", "death/s", rate(N, S)}].
wait_down(0) -> ok;
wait_down(N) -> receive {'DOWN', _, _, _, _} -> wait_down(N - 1) end.

%% (i) timers: the rate is by processor time, since the timers are due within a second of their setting
timers() ->
    N = 1000000,
    rand:seed(exsss, {1, 2, 3}),
    Ds = [rand:uniform(1000) || _ <- lists:seq(1, N)],
    T0 = moment(),
    [erlang:send_after(D, self(), done) || D <- Ds], wait_n(N), {_, C} = secs(T0),
    [{"cpu", "timer/s of processor time (set + deliver)", rate(N, {C, C})}].

%% set and cancelled at once, in the order and with the delays of the shape
timer_cancel() ->
    N = 500000,
    T0 = moment(), set_cancel(N), S = secs(T0),
    [{"rate", "set+cancel/s", rate(N, S)}].
set_cancel(0) -> ok;
set_cancel(N) -> erlang:cancel_timer(erlang:send_after(((N * 7919) rem 1000) + 1, self(), ring)), set_cancel(N - 1).
