%% The supervisor of the shapes in beam_bench: its children are given as the argument.
-module(beam_sup).
-behaviour(supervisor).
-export([init/1]).
init(A) -> beam_bench:sup_init(A).
