package dev.godwit.app;

import dev.godwit.app.completion.Shell;
import dev.godwit.app.text.DurationText;
import dev.godwit.app.text.QuantityText;
import dev.godwit.content.receive.ConflictRule;
import dev.godwit.node.SendRequest;
import dev.godwit.transfer.compress.CompressMode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How option values are read. Each refusal says what would have been right. */
final class OptionTypes {
    private static final int MAX_PORT = 65_535;

    private OptionTypes() {}

    /** {@code 90s}, {@code 15m}, {@code 24h}, {@code 7d}. */
    static final class DurationOption implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String value) {
            try {
                return DurationText.parse(value);
            } catch (IllegalArgumentException e) {
                throw wrong(value, e.getMessage() + "");
            }
        }
    }

    /** {@code 10MB}, {@code 1.5GiB}, {@code 800kbit}, {@code 2Mbit/s}: bytes per second. */
    static final class Rate implements ITypeConverter<Long> {
        @Override
        public Long convert(String value) {
            try {
                return QuantityText.rate(value);
            } catch (IllegalArgumentException e) {
                throw wrong(value, e.getMessage() + "");
            }
        }
    }

    /** {@code 700MB}, {@code 1.5GiB}, {@code 4096B}: bytes. */
    static final class Size implements ITypeConverter<Long> {
        @Override
        public Long convert(String value) {
            try {
                return QuantityText.size(value);
            } catch (IllegalArgumentException e) {
                throw wrong(value, e.getMessage() + "");
            }
        }
    }

    /** A positive number, or {@code unlimited}. */
    static final class Downloads implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            if (value.equals("unlimited")) {
                return SendRequest.UNLIMITED;
            }
            return number(value, 1, SendRequest.UNLIMITED - 1, "not a number of downloads such as 3, or unlimited");
        }
    }

    /** A port to listen on. */
    static final class Port implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            return number(value, 0, MAX_PORT, "not a port such as 4747");
        }
    }

    /** A numeric address of this machine; never looked up, so that it cannot turn out to be another one. */
    static final class Bind implements ITypeConverter<InetAddress> {
        @Override
        public InetAddress convert(String value) {
            try {
                return value.equals("localhost") ? InetAddress.getLoopbackAddress() : InetAddress.ofLiteral(value);
            } catch (IllegalArgumentException e) {
                throw wrong(value, "not an address such as 127.0.0.1 or ::1");
            }
        }
    }

    /** {@code HOST:PORT}, IPv6 addresses in brackets. */
    static final class Endpoint implements ITypeConverter<InetSocketAddress> {
        private static final Pattern FORM =
                Pattern.compile("(?:\\[([0-9A-Fa-f:.%a-z]+)]|([^\\s:\\[\\]/]+)):(\\d{1,5})");
        private static final String EXAMPLE = "not HOST:PORT such as example.org:4747 or [::1]:4747";

        @Override
        public InetSocketAddress convert(String value) {
            Matcher matcher = FORM.matcher(value);
            if (!matcher.matches()) {
                throw wrong(value, EXAMPLE);
            }
            String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
            return InetSocketAddress.createUnresolved(host, number(matcher.group(3), 1, MAX_PORT, EXAMPLE));
        }
    }

    /** When content is compressed. */
    static final class Compress implements ITypeConverter<CompressMode> {
        @Override
        public CompressMode convert(String value) {
            return switch (value) {
                case "auto" -> CompressMode.AUTO;
                case "always" -> CompressMode.ALWAYS;
                case "never" -> CompressMode.NEVER;
                default -> throw wrong(value, "not one of auto, always, never");
            };
        }
    }

    /** A rule for conflicts. */
    static final class Conflict implements ITypeConverter<ConflictRule> {
        @Override
        public ConflictRule convert(String value) {
            return constant(ConflictRule.class, value, "not one of rename, overwrite, skip, fail");
        }
    }

    /** A way to show progress. */
    static final class Progress implements ITypeConverter<GlobalOptions.ProgressMode> {
        @Override
        public GlobalOptions.ProgressMode convert(String value) {
            return constant(GlobalOptions.ProgressMode.class, value, "not one of auto, tty, plain, json, none");
        }
    }

    /** A shell that completion can be had for. */
    static final class ShellName implements ITypeConverter<Shell> {
        @Override
        public Shell convert(String value) {
            return constant(Shell.class, value, "not one of bash, zsh, fish");
        }
    }

    /** The name of one file. */
    static final class FileName implements ITypeConverter<String> {
        @Override
        public String convert(String value) {
            try {
                if (!value.isBlank() && !value.contains("/") && Path.of(value).getNameCount() == 1) {
                    return value;
                }
            } catch (InvalidPathException e) {
                // Said below.
            }
            throw wrong(value, "not the name of one file such as film.mkv");
        }
    }

    private static int number(String value, int least, int most, String refusal) {
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw wrong(value, refusal);
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String value, String refusal) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(value)) {
                return constant;
            }
        }
        throw wrong(value, refusal);
    }

    private static TypeConversionException wrong(String value, String refusal) {
        return new TypeConversionException("'" + value + "' is " + refusal);
    }
}
