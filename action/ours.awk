# Of a page of comments as flatten.awk gives it: the number of the first that begins with the marker of this tag and
# that `author` wrote (an app, where nobody is named), and the digest in the marker.
$1 ~ /^\.[0-9]+\.(id|body|user\.login)$/ {
    split($1, step, ".")
    field[step[2], step[3]] = $2
    if (step[2] + 0 > last) last = step[2] + 0
}

END {
    for (at = 0; at <= last; at++) {
        body = field[at, "body"]
        gsub(/\\u003c/, "<", body)
        gsub(/\\u003e/, ">", body)
        mark = "<!-- skint:" tag " "
        own = author == "" ? field[at, "user"] ~ /\[bot\]$/ : field[at, "user"] == author
        if (!own || index(body, mark) != 1) continue
        digest = substr(body, length(mark) + 1)
        sub(/ -->.*/, "", digest)
        if (digest ~ /^[0-9a-f]+$/) {
            print field[at, "id"], digest
            exit
        }
    }
}
