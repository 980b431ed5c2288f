"""Charts: a DataFrame in, a Plotly figure out. Pure functions that know only frames and the words they are handed."""
