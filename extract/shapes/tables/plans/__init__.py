"""Tables that hold a whole report or plan: columns of plan, progress, status, rank, text; sheets of activities."""
