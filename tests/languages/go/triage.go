// Package triage answers tickets.
package triage

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/anthropics/anthropic-sdk-go"
	"github.com/anthropics/anthropic-sdk-go/option"
	store "example.com/desk/internal/store/v2"
)

const (
	fast, careful = "claude-haiku-4-5", "claude-opus-4-5"
	limit         = 1_024
	_             = iota
	retries       // repeats what stands above
)

//go:embed prompts/triage.md
var instructions string

var (
	labels  = map[string][]string{"de": {"Frage", "Fehler"}, "en": {"question", "bug"}}
	ordered = join(labels)
	join    = func(by map[string][]string) string { return strings.Join(by["en"], ", ") }
)

// Level is how hard a ticket is.
type Level string

// Settings say how tickets are answered.
type Settings struct {
	Model     string `json:"model" yaml:"model"`
	MaxTokens int64  `json:"max_tokens,omitempty"`
	tags      []string
}

// Desk answers tickets.
type Desk struct {
	*store.Store
	Settings
	client anthropic.Client
	level  Level
	log    func(format string, args ...any)
}

// Option changes a desk.
type Option func(*Desk)

// WithModel chooses the model.
func WithModel(model string) Option {
	return func(d *Desk) { d.Model = model }
}

// NewDesk makes a desk.
func NewDesk(options ...Option) *Desk {
	d := &Desk{
		Settings: Settings{Model: fast, MaxTokens: limit},
		client:   anthropic.NewClient(option.WithAPIKey(os.Getenv("KEY"))),
		level:    Level("easy"),
	}
	for _, change := range options {
		change(d)
	}
	if model := os.Getenv("DESK_MODEL"); model != "" {
		d.Model = model
	}
	return d
}

// Answer answers one ticket; the receiver is called what nothing else is.
func (d *Desk) Answer(ctx context.Context, ticket string) (answer string, err error) {
	params := anthropic.MessageNewParams{
		Model:     anthropic.Model(d.Model),
		MaxTokens: d.MaxTokens,
		System:    []anthropic.TextBlockParam{{Text: instructions + "\n" + ordered}},
		Messages: []anthropic.MessageParam{
			anthropic.NewUserMessage(anthropic.NewTextBlock(fmt.Sprintf("Ticket: %q", ticket))),
		},
	}
	switch level := d.level; level {
	case "hard", "odd":
		params.Model = careful
	default:
		params.Temperature = anthropic.Float(0.5)
	}
	for attempt := 0; attempt < 3; attempt++ {
		message, err := d.client.Messages.New(ctx, params)
		if err != nil {
			return "", fmt.Errorf("attempt %d: %w", attempt, err)
		}
		for i, block := range message.Content {
			switch block := block.AsAny().(type) {
			case anthropic.TextBlock:
				answer += block.Text
			case nil:
				_ = i
			}
		}
	}
	return
}

// Watch answers tickets as they come.
func (d *Desk) Watch(ctx context.Context, tickets <-chan string, done chan<- []byte) error {
	defer func() { recover() }()
	for {
		select {
		case ticket, open := <-tickets:
			if !open {
				return nil
			}
			go func(ticket string) {
				text, _ := d.Answer(ctx, ticket)
				body, _ := json.Marshal(struct {
					Text string `json:"text"`
				}{text})
				done <- body[:len(body)-1]
			}(ticket)
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// First gives the first item that is not empty.
func First[T comparable](items ...T) (first T) {
	for _, item := range items {
		if item != first {
			return item
		}
	}
	return *new(T)
}
