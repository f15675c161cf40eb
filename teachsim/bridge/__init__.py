"""The same contrast on a small transformer: the only part that knows torch.

Nothing is imported here: `import teachsim.bridge` is free, and each module loads torch itself.
"""
