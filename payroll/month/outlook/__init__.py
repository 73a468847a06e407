"""Before it costs: what the month so far leads to next, for managers. One module for each thing that is watched."""
