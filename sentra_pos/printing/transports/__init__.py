"""How bytes reach a printer: each way opens, sends, drains and closes for every job, within deadlines."""
