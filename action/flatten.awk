# JSON as a line for each string, number and word: the keys that lead to it, a tab, and how it is written.
# What stands between two quotes is a string, so the text is read from quote to quote; long strings are cut.
BEGIN { RS = "\"" }

function say(value, at, path) {
    for (at = 1; at <= depth; at++) path = path "." label[at]
    print path "\t" value
}

function end_of_word() {
    if (word != "") say(word)
    word = ""
}

inside {
    if (length(text) < 400) text = text $0
    match($0, /\\*$/)
    if (RLENGTH > 0 && RLENGTH % 2 == 1) {
        text = text "\"" # it was escaped, and is part of the string
    } else {
        inside = 0
        read = 1
    }
    next
}

{
    count = split($0, signs, "")
    for (i = 1; i <= count; i++) {
        sign = signs[i]
        if (sign ~ /[ \t\r\n]/) continue
        if (read) {
            read = 0
            if (sign == ":") {
                label[depth] = text
                continue
            }
            say(text)
        }
        if (sign == "{" || sign == "[") {
            opened[++depth] = sign
            label[depth] = sign == "[" ? 0 : ""
        } else if (sign == "}" || sign == "]") {
            end_of_word()
            depth--
        } else if (sign == ",") {
            end_of_word()
            if (opened[depth] == "[") label[depth]++
        } else if (sign != ":") {
            word = word sign
        }
    }
    inside = 1
    text = ""
}
