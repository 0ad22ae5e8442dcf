# The shapes of the registry on Elixir's own: what ours is compared with. From the same measurements as beam_bench.erl.
#
# ELIXIR_ERL_OPTIONS="+S 1" elixir registry_bench.exs RUNS
# Prints one line per metric, separated by tabs: name, unit, median, min, max, runs, median by processor time; and then
# a line with a single dot.
defmodule RegistryBench do
  def flush(), do: (receive do _ -> flush() after 0 -> :ok end)
  def median(values), do: Enum.sort(values) |> Enum.at(div(length(values) - 1, 2))

  # A moment by the clock on the wall, in us, and by processor time, in ms.
  def moment(), do: {System.monotonic_time(:microsecond), elem(:erlang.statistics(:runtime), 0)}

  # Operations per second since a moment: {by the wall, by processor time}.
  def rate(n, {t0, c0}) do
    {t1, c1} = moment()
    {n * 1.0e6 / (t1 - t0), n * 1.0e3 / max(c1 - c0, 1)}
  end

  def wait(n), do: if(Registry.count(Names) > n, do: (Process.sleep(1); wait(n)), else: :ok)

  def once() do
    {:ok, sup} = Registry.start_link(keys: :unique, name: Names, partitions: 1)
    n = 100_000
    t = moment()
    Enum.each(1..n, fn i -> {:ok, _} = Registry.register(Names, i, i) end)
    register = rate(n, t)
    t = moment()
    Enum.each(1..3, fn _ -> Enum.each(1..n, fn i -> [_] = Registry.lookup(Names, i) end) end)
    lookup = rate(3 * n, t)
    t = moment()
    Enum.each(1..(3 * n), fn i -> GenServer.whereis({:via, Registry, {Names, rem(i, n) + 1}}) end)
    whereis = rate(3 * n, t)
    # 10,000 owners with 10 names each: register, then all owners die and the registry cleans up
    me = self()
    t = moment()

    owners =
      for o <- 1..10_000 do
        spawn(fn ->
          for j <- 0..9, do: {:ok, _} = Registry.register(Names, {o, j}, o)
          send(me, :up)
          Process.sleep(:infinity)
        end)
      end

    for _ <- owners, do: (receive do :up -> :ok end)
    register_owners = rate(n, t)
    t = moment()
    for p <- owners, do: Process.exit(p, :kill)
    wait(n)
    clean_up = rate(n, t)
    ref = Process.monitor(sup)
    Process.unlink(sup)
    Process.exit(sup, :shutdown)
    receive do {:DOWN, ^ref, _, _, _} -> :ok end
    flush()
    [register: register, lookup: lookup, whereis_via: whereis, register_10k_owners: register_owners, cleanup_names_of_dead_owners: clean_up]
  end
end

IO.puts("# elixir #{System.version()} schedulers #{System.schedulers_online()}")
Process.flag(:trap_exit, true)
[runs] = System.argv()
results = for _ <- 1..String.to_integer(runs), do: RegistryBench.once()

for {name, _} <- hd(results) do
  wall = Enum.map(results, &elem(&1[name], 0))
  cpu = Enum.map(results, &elem(&1[name], 1))
  middle = Enum.map([RegistryBench.median(wall), Enum.min(wall), Enum.max(wall)], &round/1)
  IO.puts(Enum.join(["registry.#{name}", "/s"] ++ middle ++ [length(wall), round(RegistryBench.median(cpu))], "\t"))
end

IO.puts(".")
