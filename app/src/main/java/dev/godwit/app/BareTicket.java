package dev.godwit.app;

import java.util.Set;

/** {@code godwit TICKET} is short for {@code godwit receive TICKET}. */
final class BareTicket {
    private static final String SCHEME = "godwit:";
    private static final Set<String> COMMANDS =
            Set.of("send", "receive", "get", "hash", "id", "transfers", "version", "help");

    private BareTicket() {}

    /** Puts {@code receive} in front when the first word that is no option, and no option's value, is a ticket. */
    static String[] expand(String... args) {
        boolean mayBeValue = false;
        for (String arg : args) {
            if (arg.startsWith(SCHEME)) {
                String[] expanded = new String[args.length + 1];
                expanded[0] = "receive";
                System.arraycopy(args, 0, expanded, 1, args.length);
                return expanded;
            }
            boolean isOption = arg.startsWith("-");
            if (COMMANDS.contains(arg) || !(isOption || mayBeValue)) {
                return args;
            }
            mayBeValue = isOption;
        }
        return args;
    }
}
