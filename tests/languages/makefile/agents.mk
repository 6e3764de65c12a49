# Agents of this repository.
MODEL ?= claude-opus-5-5
TURNS := 5
CLAUDE = claude -p --model $(MODEL)
BODY = {"model": "$(MODEL)", "max_tokens": 64, "messages": []}
export ANTHROPIC_MODEL ?= claude-haiku-5-5
LIST := a
LIST += b

define HELP
make fix
endef

ifdef CI
LEVEL = high
else
LEVEL = low
endif

.PHONY: fix review
fix: build ## Fix what broke
	@echo "fixing"
	@$(CLAUDE) "Fix $(WHAT)" \
	  --max-turns ${TURNS}
	-DIFF=$$(git diff); echo "$$DIFF" | claude -p --effort $(LEVEL)
	@for file in $(LIST); do \
		claude -p "Read $$file for $@"; \
	done

review: ; +claude -p 'Review $(shell git log -1)'

ask:
	# claude -p is not run here
	curl -s https://api.anthropic.com/v1/messages -d '$(BODY)'
	npm install -g @anthropic-ai/claude-code
