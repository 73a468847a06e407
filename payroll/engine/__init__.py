"""A month computed in parts of the employees: on one machine with little memory, or on many machines.

The same functions judge a part as judge everybody. What is about everybody at once, the problems, the account of
the rows, the faults of clocks, is added up from the parts, so that the month is the same to the byte, however many
parts there are and whoever computes them.

====================  ==========================================================================================
``split``             which employees are in which part, and who of others' parts a part needs to know
``inputs``            the files of the data: which are read whole, which are left to tasks
``ground``            the small tables, read and cleaned whole: what every part is judged with
``reading``           a task: one file of punches or of the rota, understood, its rows laid out by part
``part``              a task: one part, from those rows to its ledger lines and tables
``clocks``            the faults of clocks, which are seen only in everybody's punches
``merge``             what the parts say, added up
``workshop``          where tasks leave what they made, so that a run that was broken off goes on
``month``             the whole: from the data to the tables of all parts
``cluster``           Dask: who does the tasks
====================  ==========================================================================================
"""
