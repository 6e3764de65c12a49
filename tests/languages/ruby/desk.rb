# frozen_string_literal: true

require "anthropic"
require_relative "lib/prompts"

# Letters, and who answers them.
module Desk
  LIMIT = 1_024

  class Base
    include Counting
    attr_reader :model, :client

    class << self
      def build(name = "desk", *rest, limit:, model: MODEL, **options, &block)
        new(name, model:, **options)
      end
    end

    def self.usual = build(limit: LIMIT)
  end

  class Letters < Base
    MODEL = "claude-sonnet-4-5".freeze
    MODELS = { fast: :"claude-haiku-4-5", "slow" => "claude-opus-4-5" }.freeze
    WORDS = %w[dear sincerely]

    def initialize(model: MODEL, client: nil)
      super()
      @model = model
      @client = client
      @seen = []
      @@made ||= 0
    end

    def client
      @connection ||= ::Anthropic::Client.new(api_key: ENV.fetch("KEY", "none"))
    end

    def answer(letter, tools: nil)
      prompt = <<~TEXT
        You answer letters for #{@model.name}.
          Be "kind",\t#{letter}
      TEXT
      raw = <<-'RAW' + "more"
  Never #{said}.
      RAW
      params = { model:, max_tokens: LIMIT, messages: [{ role: :user, content: "It's #{letter}\n" }], **extras }
      params[:tools] = tools if tools
      params[:system] = prompt unless raw.empty?
      @seen << letter
      return if letter.nil?

      reply = client.messages.create(**params, stop_sequences: WORDS)
      first, *others = reply.content
      text = if others.any?
        others.last.text
      elsif first
        first.text
      else
        "nothing"
      end
      kind = case text
             when "a", "b" then MODELS[:fast]
             when /x/ then MODELS.fetch("slow")
             else model
             end
      size = text.length > 10 ? :long : :short
      @seen += [text]
      puts "#{kind} #{size}" "!"
      text&.strip || raise(ArgumentError, "empty")
    rescue Anthropic::Error, IOError => e
      retry if (tries += 1) < 3
      log e.message
    else
      text
    ensure
      close
    end

    private

    def each_letter(letters)
      letters.each_with_index do |letter, i|
        next if i.zero?
        answer letter
      end
      3.times { answer("again") }
      letters.map { |letter, (a, b)| answer(letter) }.reject(&:nil?)
      loop do
        break
      end
      until @seen.empty?
        @seen.pop
      end
      letters.each { |key, value| puts key }
      handler = ->(x) { x + 1 }
      handler.call(1)
      letters.inject(0) { |sum, letter| sum + letter.size }
    end

    def extras
      begin
        { temperature: 0.5 }
      rescue KeyError
        {}
      end
    end

    def shape(config)
      case config
      in { model: String => name, limit: }
        name
      in [first, *]
        first
      else
        nil
      end
    end

    alias reply answer
  end
end

def run(path = File.join(__dir__, "letter.txt"))
  letters = Desk::Letters.new model: ENV["MODEL"] || "claude-haiku-4-5"
  letters.answer File.read(path)
end

run if __FILE__ == $0
x = y = 1
x, (y, z) = [1, [2, 3]]
puts(-x, !y, not(z), x <=> y, 1..2, ?a, :sym, nil, true)
