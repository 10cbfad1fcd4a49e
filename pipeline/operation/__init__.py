"""Keeping Tinso at work: a folder set up, looked over, backed up, restored, and rid of what is old.

    write_settings(folder)                         # `tinso init`
    for finding in examine(settings, file): ...    # `tinso doctor`
    made = back_up(settings, file, target)         # `tinso backup`
    restore(backup, file, replace=False)           # `tinso restore`
    for removal in prune_old(settings, now): ...   # `tinso prune`, and the end of a night

What a night does is left to the night; what is printed, to the commands.
"""
