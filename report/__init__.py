"""What a report is: the official form, the contract, the gazetteer, the themes and the checks; no files, rows or screens."""
