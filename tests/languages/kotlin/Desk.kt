package com.example.desk

import com.anthropic.client.AnthropicClient
import com.anthropic.client.okhttp.AnthropicOkHttpClient
import com.anthropic.models.messages.*
import com.example.desk.Limits.MOST_TOKENS as MOST

const val MODEL = "claude-haiku-5-5"
private val RULES = """
    You are a clerk at ${house.name}.
    Answer in "one" line, $TONE.
""".trimIndent()

/** Answers letters. */
data class Settings(val model: String = MODEL, val maxTokens: Long = 1_024L, var tone: String?)

@Service("desk")
class Desk(
    private val client: AnthropicClient,
    @Value("\${desk.model:claude-haiku-5-5}") private val model: String,
    limit: Long = 512,
) : Base(limit), Answers, Closeable by closer {
    private val names = mapOf("fast" to MODEL, "smart" to "claude-opus-5-5")
    private var spare: Int = 0x10
    private lateinit var late: AnthropicClient
    val short: String get() = model.take(3)
    val made by lazy { AnthropicOkHttpClient.fromEnv() }

    init {
        println(model)
        spare = 3
    }

    constructor(client: AnthropicClient) : this(client, "claude-sonnet-5")

    override suspend fun answer(letter: String, vararg more: String, settings: Settings = Settings(tone = null)): String? {
        val params = MessageCreateParams.builder().apply {
            model(this@Desk.model)
            maxTokens(settings.maxTokens)
            if (letter.isNotEmpty()) system(RULES)
        }
        more.forEach { params.addUserMessage(it) }
        letters.filter { l -> l.isNotBlank() }.map(::read)
        for ((name, value) in names) {
            params.putHeader(name, value)
        }
        while (true) {
            spare += 1
            if (spare > 3) break else continue
        }
        val chosen = when (settings.tone) {
            "fast", null -> MODEL
            is String -> settings.tone ?: "x"
            in names -> { log(letter); "claude-opus-5-5" }
            else -> throw IllegalStateException("no")
        }
        val tried = try {
            client.messages().create(params.build())
        } catch (e: IOException) {
            return null
        } finally {
            close()
        }
        when {
            chosen == MODEL -> log(chosen)
            else -> return chosen
        }
        val copy = settings.copy(model = chosen, maxTokens = 9)
        copy.tone = "x"
        val first = names["fast"]!!.length + (if (letter is String && !letter.isEmpty()) 1 else -2)
        return (tried as String).let { "$it: ${it.length}" }
    }

    fun handler() = object : Handler(spare) {
        private var count = 0

        override fun handle(event: Any) {
            count++
            log(event)
        }
    }

    companion object {
        const val LIMIT = 4096
        private val log = Logger()

        @JvmStatic
        fun pick(tier: Tier): String = tier.id + LIMIT
    }

    enum class Tier(val id: String) {
        FAST("claude-haiku-5-5"),
        SMART("claude-opus-5-5") {
            override fun name() = "x"
        };

        fun long() = id + id
    }

    inner class Inner {
        fun mine() = model + pick(Tier.FAST) + short
    }
}

object Limits {
    val MOST_TOKENS = 4_000
    fun of(name: String) = MOST_TOKENS
}

interface Answers {
    val size: Int
    suspend fun answer(letter: String): String?
    fun twice(letter: String) = answer(letter) + answer(letter)
}

fun String.shout(times: Int = 2): String = this.uppercase().repeat(times)

fun main() = runBlocking {
    val desk = Desk(AnthropicOkHttpClient.fromEnv(), model = "claude-sonnet-5", limit = 3)
    desk.answer("Hello", *arrayOf("a", "b"))
    ConverseRequest {
        modelId = MODEL
        inferenceConfig = InferenceConfiguration { maxTokens = 50 }
    }
    listOf(1, 2) + 'c' + 1.5f
    val read: (String) -> Unit = fun(x: String) { log(x) }
}
