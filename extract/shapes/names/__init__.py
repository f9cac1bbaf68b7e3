"""What figures are called: the measure, unit and KPI that labels, titles and surroundings name."""
