package dev.godwit.node.home;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a home's configuration can say. Each has a key, a default, and values that it takes. */
public enum Setting {
    /** Whether peers on the local network find this one, and it them. */
    LAN("lan", "on", "on or off", "on|off"),
    /** What others on the local network see: by default nothing that tells who this is. */
    LAN_NAME(
            "lan.name",
            "",
            "a name of at most 63 letters (15 if any is not ASCII) that everybody on the local network sees; empty for none",
            "[\\x20-\\x7e]{0,63}|\\P{Cntrl}{0,15}"),
    /** Which DHT it takes part in. */
    DHT_MODE("dht.mode", "public", "public, private or off", "public|private|off"),
    /** Where to begin in the DHT, instead of the public network's own names. */
    DHT_BOOTSTRAP(
            "dht.bootstrap", "", "addresses such as host:port,host:port; empty for the usual ones", Setting.ADDRESSES),
    /** Whether it publishes there where it can be reached, under its identity. */
    DHT_RECORD(
            "dht.record",
            "configured",
            "configured (dht.addresses), all (with the public addresses of this machine) or off",
            "configured|all|off"),
    /** Where it can be reached from outside, such as by a forwarded port. */
    DHT_ADDRESSES(
            "dht.addresses",
            "",
            "addresses such as host:port,host:port under which the router forwards to this machine",
            Setting.ADDRESSES);

    private static final String PORT = "(6553[0-5]|655[0-2]\\d|65[0-4]\\d\\d|6[0-4]\\d{3}|[1-5]\\d{4}|\\d{1,4})";
    private static final String ADDRESSES = "(\\S+:" + PORT + "(\\s*,\\s*\\S+:" + PORT + ")*)?";

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
        String tidy = this == LAN_NAME ? value.strip() : value.strip().toLowerCase(Locale.ROOT);
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
