from research.trial import ask

print(ask("Which model is named where this stands does not matter: research chooses it."))
