package dev.godwit.app;

import dev.godwit.node.ReceiveRequest;
import java.util.Set;
import java.util.function.Supplier;

/** {@code godwit CODE} and {@code godwit TICKET} are short for {@code godwit receive} with it. */
final class BareSecret {
    private static final Set<String> COMMANDS = Set.of(
            "send",
            "receive",
            "get",
            "hash",
            "id",
            "transfers",
            "config",
            "doctor",
            "completion",
            "complete-code",
            "version",
            "help");

    private BareSecret() {}

    /**
     * Puts {@code receive} in front when the first word that is no option, and no option's value, is a secret.
     *
     * @param flags the options of {@code receive} that take no value; asked only when one comes first
     */
    static String[] expand(Supplier<Set<String>> flags, String... args) {
        boolean mayBeValue = false;
        for (String arg : args) {
            // Digits may be the value of an option; a ticket can not.
            if (ReceiveRequest.looksLikeSecret(arg) && !(mayBeValue && Character.isDigit(arg.charAt(0)))) {
                String[] expanded = new String[args.length + 1];
                expanded[0] = "receive";
                System.arraycopy(args, 0, expanded, 1, args.length);
                return expanded;
            }
            boolean isOption = arg.startsWith("-");
            if (COMMANDS.contains(arg) || !(isOption || mayBeValue)) {
                return args;
            }
            mayBeValue = isOption && arg.indexOf('=') < 0 && !flags.get().contains(arg);
        }
        return args;
    }
}
