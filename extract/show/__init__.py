"""What people see of a report: listings of its facts, the chain behind one of them, the picture of its cell."""
