package com.example.desk;

import static com.example.desk.Limits.MOST_TOKENS;
import static com.example.desk.Models.*;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.models.messages.*;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;

/** Answers letters. */
@Service("desk")
public class Desk extends Base implements Answers, Closeable {
    // The house's tone.
    private static final String TONE = "Be kind.\n" + "Be brief.";
    static final String RULES = """
            You are a clerk.
              Answer in "one" line.
            """;

    private final AnthropicClient client = AnthropicOkHttpClient.fromEnv();
    @Value("${desk.model:claude-haiku-5-5}")
    private String model;
    private long limit = 1_024L, spare;
    private final Map<String, String> names = Map.of("fast", "claude-haiku-5-5");

    static {
        System.out.println(TONE);
    }

    public Desk(@Value("${desk.limit:512}") long limit) {
        this(limit, null);
        spare = 0x10;
    }

    Desk(long limit, String model) {
        super(limit);
        this.limit = limit;
        this.model = model != null ? model : "claude-sonnet-5";
    }

    @Override
    @Retryable(maxAttempts = 3, include = {Exception.class})
    public String answer(final String letter, String... more) throws Exception {
        MessageCreateParams.Builder params = MessageCreateParams.builder().model(model).maxTokens(limit);
        if (letter.isEmpty() && more.length == 0) {
            params.system(RULES);
        } else if (inherited) {
            params.system(TONE + RULES + letter);
        }
        for (String part : more) {
            params.addUserMessage(part);
        }
        for (int i = 0; i < 3; i++) {
            try (Response response = send(params.build())) {
                return response.text();
            } catch (IOException | RuntimeException e) {
                log(e);
            } finally {
                close();
            }
        }
        while (true) {
            break;
        }
        letters.stream().filter(l -> !l.isBlank()).map(this::read).forEach((a) -> { log(a); });
        return (String) names.getOrDefault("fast", pick(Tier.FAST));
    }

    private static String pick(Tier tier) {
        String chosen = switch (tier) {
            case FAST, MIDDLE -> "claude-haiku-5-5";
            case SMART -> {
                log(tier);
                yield "claude-opus-5-5";
            }
            default -> throw new IllegalArgumentException();
        };
        switch (chosen) {
            case "a":
            case "b":
                log(chosen);
                break;
            default:
                return tier.id();
        }
        return chosen;
    }

    Handler handler() {
        return new Handler(spare) {
            private int count = 0;

            @Override
            public void handle(Object event) {
                count++;
                if (event instanceof Text text) {
                    log(text);
                }
            }
        };
    }

    enum Tier {
        FAST("claude-haiku-5-5"),
        SMART("claude-opus-5-5") {
            String id() {
                return "x";
            }
        };

        private final String id;

        Tier(String id) {
            this.id = id;
        }

        String id() {
            return id;
        }
    }

    record Settings(String model, int maxTokens) {
        Settings {
            if (model == null) {
                model = "claude-sonnet-5";
            }
        }
    }

    class Inner {
        String mine() {
            return model + TONE + pick(null) + answer("x") + Desk.this.limit;
        }
    }

    interface Answers {
        int SIZE = 3;

        String answer(String letter, String... more);
    }
}
