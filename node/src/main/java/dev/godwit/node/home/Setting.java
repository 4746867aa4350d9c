package dev.godwit.node.home;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a home's configuration can say. Each has a key, a default, and values that it takes. */
public enum Setting {
    /** Whether peers on the local network find this one, and it them. */
    LAN("lan", "on", "on or off", "on|off"),
    /** Which DHT it takes part in. */
    DHT_MODE("dht.mode", "public", "public, private or off", "public|private|off"),
    /** Where to begin in the DHT, instead of the public network's own names. */
    DHT_BOOTSTRAP(
            "dht.bootstrap",
            "",
            "addresses such as host:port,host:port; empty for the usual ones",
            "(\\S+:\\d{1,5}(\\s*,\\s*\\S+:\\d{1,5})*)?");

    private final String key;
    private final String usual;
    private final String choices;
    private final Pattern pattern;

    Setting(String key, String usual, String choices, String pattern) {
        this.key = key;
        this.usual = usual;
        this.choices = choices;
        this.pattern = Pattern.compile(pattern);
    }

    /** Its name in the file and on the command line. */
    public String key() {
        return key;
    }

    /** What holds when nothing is said. */
    public String usual() {
        return usual;
    }

    /** What it may be, in words. */
    public String choices() {
        return choices;
    }

    /** The value as it is kept, if it is one. */
    Optional<String> accepted(String value) {
        String tidy = value.strip().toLowerCase(Locale.ROOT);
        return pattern.matcher(tidy).matches() ? Optional.of(tidy) : Optional.empty();
    }

    /** The setting with this key. */
    public static Optional<Setting> ofKey(String key) {
        for (Setting setting : values()) {
            if (setting.key.equals(key)) {
                return Optional.of(setting);
            }
        }
        return Optional.empty();
    }
}
