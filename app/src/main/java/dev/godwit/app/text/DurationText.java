package dev.godwit.app.text;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as options take them ({@code 90s}, {@code 24h}) and as messages show them. */
public final class DurationText {
    private static final Pattern OPTION = Pattern.compile("(\\d{1,9})(s|m|h|d)");
    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    /** Ten years: nobody means more, and arithmetic with it never overflows. */
    private static final Duration LONGEST = Duration.ofDays(3_650);

    private DurationText() {}

    /**
     * Reads {@code 90s}, {@code 15m}, {@code 24h} or {@code 7d}.
     *
     * @throws IllegalArgumentException for anything else, for zero, and for more than ten years
     */
    public static Duration parse(String text) {
        Matcher matcher = OPTION.matcher(text);
        if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
            throw new IllegalArgumentException("not a duration such as 90s, 15m, 24h or 7d");
        }
        long amount = Long.parseLong(matcher.group(1));
        Duration duration = switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
        if (duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("too long: " + exact(LONGEST) + " at most");
        }
        return duration;
    }

    /** How an option would say it, in the largest unit that is exact: {@code 24h}, {@code 90s}. */
    public static String exact(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds % DAY == 0 && seconds > DAY) {
            return seconds / DAY + "d";
        }
        if (seconds % HOUR == 0) {
            return seconds / HOUR + "h";
        }
        return seconds % MINUTE == 0 ? seconds / MINUTE + "m" : seconds + "s";
    }

    /** Time left, as a clock: {@code 0:03}, {@code 1:02:03}, {@code 2d 3h}. */
    public static String clock(long seconds) {
        if (seconds >= DAY) {
            return seconds / DAY + "d " + seconds % DAY / HOUR + "h";
        }
        if (seconds >= HOUR) {
            return String.format(
                    Locale.ROOT, "%d:%02d:%02d", seconds / HOUR, seconds % HOUR / MINUTE, seconds % MINUTE);
        }
        return String.format(Locale.ROOT, "%d:%02d", seconds / MINUTE, seconds % MINUTE);
    }

    /** Time spent: {@code 6.4 s}, {@code 2 min 5 s}, {@code 3 h 12 min}. */
    public static String spent(double seconds) {
        if (seconds < MINUTE - 0.05) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        if (whole < HOUR) {
            return whole / MINUTE + " min " + whole % MINUTE + " s";
        }
        return whole / HOUR + " h " + whole % HOUR / MINUTE + " min";
    }
}
