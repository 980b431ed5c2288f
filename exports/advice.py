"""What an agency is asked to do about a finding: one sentence for each check that a note or a list may name."""

SUMS = "Compare the figures with the register of applications and correct the cells so that both sides agree."
CASES = "Compare the figures with the register of reconsiderations and lawsuits and correct them."
COUNTS = "Enter counts as whole numbers not below 0, and fees in 10,000 yuan."
FORM = "Use the official table with all its rows and columns; where nothing happened, enter 0."
REASON = "Verify the figures; where they are right, give the reason in the report."
CONTINUE = "Compare with last year’s report; where documents expired, were cleaned up or agencies were reorganised, say so in the report."
DOCUMENTS = "Compare the figures with the register of normative documents and correct them."
REGULATIONS = "Enter 0 in the row of regulations; documents that are administrative normative documents belong in the row below."
NOTICE = "Use the form and name the notice that are in force for the year."
PARTS = "Complete the six sections and three tables of the official form, with tables as tables, not as pictures."
YEARS = "Make the title, the statistical period and the text name the same year and the whole of it."
ANEW = "Write these passages anew from your own work of the year."
MEASURES = "Name the problems that there really are, and a measure for each of them."
MISSING = "Add what is missing."
FEES = "State in section six what fees for processing information were charged, in one way throughout."
LATE = "Explain in writing why it was not published in time."
PRIVATE = "Leave out mobile numbers, personal mailboxes and identity numbers; name an office telephone."
CHANGED = "Explain in writing why the published page was changed, and publish it again in due form where needed."
BOTH = "Make text and tables agree; where they count different things, say in the text what is counted."
ADD_UP = "Verify parts and totals and make them agree; where a part is not listed, name it in the text."
AGREE = "Verify the number and make all places agree."
PLAIN = "Write either that none was received, or that 0 were received."
EXACT = "Give the exact number."

ADVICE: dict[str, str] = {
    "T3-1": SUMS, "T3-2": SUMS, "T3-3": SUMS, "T3-4": COUNTS, "T3-5": FORM, "T3-6": FORM, "T3-7": REASON, "T3-8": REASON,
    "T4-1": CASES, "T4-2": COUNTS, "T4-3": CASES, "T4-4": CASES, "T4-5": REASON,
    "T2-1": CONTINUE, "T2-2": DOCUMENTS, "T2-3": REGULATIONS, "T2-4": COUNTS, "T2-5": REASON, "T2-6": DOCUMENTS, "T2-7": CONTINUE,
    "Y-1": CONTINUE, "Y-2": ANEW, "Y-3": ANEW, "Y-4": MEASURES, "Y-5": AGREE,
    "F-1": NOTICE, "F-2": PARTS, "F-3": YEARS, "F-4": ANEW, "F-5": NOTICE, "F-6": MEASURES, "F-7": MISSING, "F-8": FEES, "F-9": LATE, "F-10": YEARS,
    "F-11": REASON, "F-12": PRIVATE, "F-13": CHANGED,
    "P-1": BOTH, "P-2": BOTH, "P-3": BOTH, "P-4": BOTH, "P-5": BOTH, "P-6": ADD_UP, "P-7": BOTH, "P-8": BOTH, "P-9": BOTH, "P-10": BOTH,
    "P-11": ADD_UP, "P-12": ADD_UP, "P-13": ADD_UP, "P-14": AGREE, "P-15": AGREE, "P-16": PLAIN, "P-17": EXACT,
}
