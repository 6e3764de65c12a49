//! How long it certainly is between two times of a cron expression.

/// Minutes of an hour, hours of a day, and the seconds of each.
const HOUR: (u64, u64) = (60, 60);
const DAY: (u64, u64) = (24, 3600);

/// The seconds between two times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Between {
    /// Of those that lie closest.
    pub least: u64,
    /// Of those that lie farthest apart, where that is known.
    pub most: Option<u64>,
}

/// The seconds between two times of an expression: nothing where it names several times of its own. Days and months only
/// leave times out, so that with them it is not known how far two lie apart.
pub(super) fn between(expression: &str) -> Option<Between> {
    let fields: Vec<&str> = expression.split_whitespace().collect();
    let (minute, hour, days) = match fields.as_slice() {
        ["@hourly"] => ("0", "*", true),
        ["@daily" | "@midnight"] => ("0", "0", true),
        ["@weekly" | "@monthly"] => ("0", "0", false),
        [minute, hour, days @ ..] if days.len() == 3 => (*minute, *hour, days.iter().all(|field| *field == "*")),
        // Some have seconds in front.
        [second, minute, hour, days @ ..] if days.len() == 3 && is_fixed(second) => {
            (*minute, *hour, days.iter().all(|field| *field == "*"))
        }
        _ => return None,
    };
    let (least, most) = match (minute, hour) {
        ("*", _) => (HOUR.1, HOUR.1),
        (minute, hour) if is_fixed(minute) && is_fixed(hour) => (DAY.0 * DAY.1, DAY.0 * DAY.1),
        (minute, "*") if is_fixed(minute) => (DAY.1, DAY.1),
        (minute, hour) if is_fixed(minute) => step(hour, DAY)?,
        (minute, _) => step(minute, HOUR)?,
    };
    let always = days && (hour == "*" || is_fixed(minute));
    Some(Between { least, most: always.then_some(most) })
}

fn is_fixed(field: &str) -> bool {
    field.parse::<u64>().is_ok()
}

/// `*/29`: every twenty-ninth, and from the last of them to the first of the next round.
fn step(field: &str, (round, seconds): (u64, u64)) -> Option<(u64, u64)> {
    let every: u64 = field.strip_prefix("*/")?.parse().ok().filter(|every| (1..round).contains(every))?;
    let rest = round - (round - 1) / every * every;
    Some((every.min(rest) * seconds, every.max(rest) * seconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_lie_as_far_apart_as_the_expression_says() {
        for (expression, least, most) in [
            ("*/30 * * * *", 30, Some(30)),
            ("*/45 * * * *", 15, Some(45)),
            ("*/29 * * * *", 2, Some(29)),
            ("0 */30 * * * *", 30, Some(30)),
            ("*/10 9-17 * * 1-5", 10, None),
            ("*/10 9-17 * * *", 10, None),
            ("* 9 * * *", 1, None),
            ("5 * * * *", 60, Some(60)),
            ("5 * * 6 *", 60, None),
            ("0 */6 * * *", 360, Some(360)),
            ("0 */7 * * *", 180, Some(420)),
            ("0 9 * * *", 24 * 60, Some(24 * 60)),
            ("0 9 * * 1-5", 24 * 60, None),
            ("* * * * *", 1, Some(1)),
            ("@hourly", 60, Some(60)),
            ("@daily", 24 * 60, Some(24 * 60)),
            ("@weekly", 24 * 60, None),
        ] {
            let seconds = Between { least: least * 60, most: most.map(|most: u64| most * 60) };
            assert_eq!(between(expression), Some(seconds), "{expression}");
        }
        for expression in
            ["", "0,20 * * * *", "*/0 * * * *", "*/90 * * * *", "0 9,10 * * *", "@reboot", "often", "* * *"]
        {
            assert_eq!(between(expression), None, "{expression}");
        }
    }
}
