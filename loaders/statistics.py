"""stub"""
def is_statistics(table): return False
def read_statistics(placed, outline): return [], []
