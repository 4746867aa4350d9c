package dev.godwit.wire.fault;

import java.util.Locale;
import java.util.Optional;

/**
 * Every way Godwit can fail, with its number on the wire, exit code, retry rule, sentence and next step.
 * PROTOCOL.md §9; the numbers never change their meaning.
 */
public enum FaultCode {
    UNEXPECTED(
            1, 1, RetryRule.NEVER, "Unexpected failure: %s", "This is a bug: please report it with the output of -v."),
    USAGE(2, 2, RetryRule.NEVER, "%s", "See godwit --help."),
    SHARE_NOT_FOUND(
            3,
            3,
            RetryRule.NEVER,
            "The sender has no share for this ticket%s",
            "Check that the ticket is complete, or ask the sender for a new one."),
    SHARE_EXPIRED(4, 3, RetryRule.NEVER, "The share has expired%s", "Ask the sender to send it again."),
    SHARE_EXHAUSTED(
            5,
            3,
            RetryRule.NEVER,
            "All downloads that the sender allowed are complete%s",
            "Ask the sender to send it again, or with --downloads N."),
    TICKET_INVALID(
            6,
            4,
            RetryRule.NEVER,
            "This is not a valid ticket: %s",
            "Copy the whole ticket, from godwit: to its last letter."),
    REFUSED(7, 4, RetryRule.NEVER, "The sender refused%s", "Ask the sender for a new ticket."),
    IDENTITY_MISMATCH(
            8,
            4,
            RetryRule.NEVER,
            "The peer at %s is not the one the ticket names",
            "Check the address; if it is right, someone may be in between: do not go on."),
    NO_ROUTE(
            9,
            5,
            RetryRule.BACK_OFF,
            "Nobody answers at %s",
            "Check that the sender is still running and that its port is reachable, then run the same command again."),
    CONNECTION_LOST(
            10,
            5,
            RetryRule.BACK_OFF,
            "The connection was lost: %s",
            "Run the same command again: it goes on from the verified pieces."),
    PEER_STALLED(
            11,
            5,
            RetryRule.BACK_OFF,
            "The peer fell silent: %s",
            "Run the same command again: it goes on from the verified pieces."),
    PEER_BUSY(
            12,
            5,
            RetryRule.BACK_OFF,
            "The sender is busy with another receiver%s",
            "Wait until that download has ended, or ask the sender for --downloads N."),
    PROTOCOL_VIOLATION(
            13,
            5,
            RetryRule.NEVER,
            "The peer does not speak Godwit's protocol: %s",
            "Check the address and port, and that both sides run the same version (godwit version)."),
    VERSION_UNSUPPORTED(
            14, 5, RetryRule.NEVER, "The two sides speak no common protocol version: %s", "Update the older Godwit."),
    INTEGRITY(
            15,
            6,
            RetryRule.NEVER,
            "The bytes received do not match their Merkle tree: %s",
            "Nothing wrong was kept. Run the command again; if it happens again, do not trust the sender."),
    SOURCE_CHANGED(
            16,
            7,
            RetryRule.NEVER,
            "The file changed while it was being sent: %s",
            "Send it again when nothing writes to it any more."),
    SOURCE_UNREADABLE(
            17, 7, RetryRule.NEVER, "The file can not be read: %s", "Check the path, its permissions and the disk."),
    DISK_FULL(
            18,
            7,
            RetryRule.NEVER,
            "The disk is full: %s",
            "Free some space and run the same command again: it goes on from the verified pieces."),
    TARGET_UNWRITABLE(
            19,
            7,
            RetryRule.NEVER,
            "Can not write there: %s",
            "Choose another folder with -o, or mend its permissions."),
    HOME_UNUSABLE(
            20,
            7,
            RetryRule.NEVER,
            "Godwit's home can not be used: %s",
            "Mend its permissions, or choose another with --home."),
    CONFLICT(
            21,
            8,
            RetryRule.NEVER,
            "A different file is already there: %s",
            "Choose --conflict rename, overwrite or skip, or another folder with -o."),
    NAME_UNSAFE(
            22,
            4,
            RetryRule.NEVER,
            "The sender offers a name that is not safe to create: %s",
            "Ask the sender to send it under another name (--name)."),
    STREAM_GONE(
            23,
            3,
            RetryRule.NEVER,
            "The sender reads from a pipe, and that part has passed already%s",
            "Ask the sender to run the command again."),
    CANCELLED(
            24, 130, RetryRule.NEVER, "Stopped%s", "Run the same command again: it goes on from the verified pieces."),
    DECLINED(25, 4, RetryRule.NEVER, "Not accepted%s", "Nothing was transferred."),
    CODE_INVALID(
            26,
            4,
            RetryRule.NEVER,
            "This is not a valid code: %s",
            "A code is six digits and three words, such as 482193-violin-harbor-cactus: ask the sender to read it again."),
    CODE_NOT_FOUND(
            27,
            3,
            RetryRule.BACK_OFF,
            "Nobody offers this code: %s",
            "Check the digits and that the sender is still running; or ask for its ticket, or for its address and say --at HOST:PORT."),
    CODE_WRONG(
            28,
            4,
            RetryRule.NEVER,
            "The words of the code are wrong%s",
            "Compare them with the sender's: after three wrong tries the code is void."),
    CODE_VOID(
            29,
            3,
            RetryRule.NEVER,
            "The code is void, after three tries with wrong words%s",
            "Ask the sender for a new code, which its command prints with --new-code, or for its ticket."),
    CODE_USED(
            30,
            3,
            RetryRule.NEVER,
            "The code was used already, by another receiver%s",
            "If that was nobody you know, the sender should stop. Else ask for a new code (--new-code), or --downloads N.");

    private final int wireNumber;
    private final int exitCode;
    private final RetryRule retryRule;
    private final String sentence;
    private final String hint;

    FaultCode(int wireNumber, int exitCode, RetryRule retryRule, String sentence, String hint) {
        this.wireNumber = wireNumber;
        this.exitCode = exitCode;
        this.retryRule = retryRule;
        this.sentence = sentence;
        this.hint = hint;
    }

    /** The number that stands for this code in a Fault message, 1 to 65,535. */
    public int wireNumber() {
        return wireNumber;
    }

    /** The process exit code that tells a script about this failure. */
    public int exitCode() {
        return exitCode;
    }

    /** Whether a transfer tries again by itself. */
    public RetryRule retryRule() {
        return retryRule;
    }

    /** What a person can do next. */
    public String hint() {
        return hint;
    }

    /** The stable name in JSON and logs, such as {@code disk-full}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The sentence for a person; {@code detail} may be empty, as a peer may send none. */
    String sentence(String detail) {
        if (detail.isEmpty() && sentence.endsWith(": %s")) {
            return sentence.substring(0, sentence.lastIndexOf(':'));
        }
        boolean detailIsOptional = sentence.endsWith("%s") && !sentence.endsWith(" %s") && sentence.length() > 2;
        String separated = detailIsOptional && !detail.isEmpty() ? ": " + detail : detail;
        return sentence.replace("%s", separated);
    }

    /** The code with this number on the wire; empty for a number of a newer version. */
    public static Optional<FaultCode> ofWireNumber(int wireNumber) {
        for (FaultCode code : values()) {
            if (code.wireNumber == wireNumber) {
                return Optional.of(code);
            }
        }
        return Optional.empty();
    }
}
