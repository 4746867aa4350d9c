package dev.godwit.app;

import java.util.Arrays;
import java.util.Set;

/** {@code godwit TICKET} is short for {@code godwit receive TICKET}. */
final class BareTicket {
    private static final Set<String> COMMANDS = Set.of("send", "receive", "get", "hash", "id", "version", "help");
    private static final String SCHEME = "godwit:";

    private BareTicket() {}

    /** Puts {@code receive} in front when a ticket comes before any command. */
    static String[] expand(String... args) {
        for (String arg : args) {
            if (COMMANDS.contains(arg)) {
                return args;
            }
            if (arg.startsWith(SCHEME)) {
                String[] expanded = new String[args.length + 1];
                expanded[0] = "receive";
                System.arraycopy(args, 0, expanded, 1, args.length);
                return expanded;
            }
        }
        return Arrays.copyOf(args, args.length);
    }
}
