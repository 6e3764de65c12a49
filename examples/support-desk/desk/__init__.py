"""Drafts answers to customer tickets."""
