//! How long it certainly is between two times of a cron expression.

/// Minutes of an hour, hours of a day, and the seconds of each.
const HOUR: (u64, u64) = (60, 60);
const DAY: (u64, u64) = (24, 3600);

/// The seconds between two times of an expression, those that lie closest: nothing where it names several times of its
/// own. Days and months only leave times out.
pub(super) fn seconds_between(expression: &str) -> Option<u64> {
    let fields: Vec<&str> = expression.split_whitespace().collect();
    let (minute, hour) = match fields.as_slice() {
        ["@hourly"] => ("0", "*"),
        ["@daily" | "@midnight" | "@weekly" | "@monthly"] => ("0", "0"),
        [minute, hour, _, _, _] => (*minute, *hour),
        // Some have seconds in front.
        [second, minute, hour, _, _, _] if second.parse::<u64>().is_ok() => (*minute, *hour),
        _ => return None,
    };
    let fixed = |field: &str| field.parse::<u64>().is_ok();
    match (minute, hour) {
        ("*", _) => Some(HOUR.1),
        (minute, hour) if fixed(minute) && fixed(hour) => Some(DAY.0 * DAY.1),
        (minute, "*") if fixed(minute) => Some(DAY.1),
        (minute, hour) if fixed(minute) => step(hour, DAY),
        (minute, _) => step(minute, HOUR),
    }
}

/// `*/30`: every thirtieth, and from the last of them to the first of the next round.
fn step(field: &str, (round, seconds): (u64, u64)) -> Option<u64> {
    let every: u64 = field.strip_prefix("*/")?.parse().ok().filter(|every| (1..round).contains(every))?;
    let last = (round - 1) / every * every;
    Some(every.min(round - last) * seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closest_two_times_count() {
        for (expression, minutes) in [
            ("*/30 * * * *", 30),
            ("*/45 * * * *", 15),
            ("0 */30 * * * *", 30),
            ("*/10 9-17 * * 1-5", 10),
            ("5 * * * *", 60),
            ("0 */6 * * *", 360),
            ("0 9 * * 1-5", 24 * 60),
            ("* * * * *", 1),
            ("@hourly", 60),
            ("@weekly", 24 * 60),
        ] {
            assert_eq!(seconds_between(expression), Some(minutes * 60), "{expression}");
        }
        for expression in
            ["", "0,20 * * * *", "*/0 * * * *", "*/90 * * * *", "0 9,10 * * *", "@reboot", "often", "* * *"]
        {
            assert_eq!(seconds_between(expression), None, "{expression}");
        }
    }
}
