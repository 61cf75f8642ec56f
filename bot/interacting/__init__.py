"""From what a person does in Discord to the answer: in time, in their language, with what was asked before."""
