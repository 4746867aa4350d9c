package dev.godwit.wire.message;

import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import java.util.Optional;

/**
 * What a fault that the peer reports means on this side: a peer's own bug or Ctrl-C is not ours, and what only one of the
 * two can know is not believed of the other. PROTOCOL.md §9.
 */
final class RemoteFaults {

    private RemoteFaults() {}

    static Fault asSeenHere(Optional<FaultCode> code, String detail, Speaker speaker) {
        if (code.isEmpty()) {
            return failed();
        }
        Fault same = Fault.of(code.get(), detail);
        return switch (code.get()) {
            case CANCELLED -> Fault.of(FaultCode.CONNECTION_LOST, "the other side was stopped");
            case UNEXPECTED,
                    USAGE,
                    TICKET_INVALID,
                    CODE_INVALID,
                    CODE_NOT_FOUND,
                    IDENTITY_MISMATCH,
                    NO_ROUTE,
                    HOME_UNUSABLE -> failed();
            case SHARE_NOT_FOUND,
                    SHARE_EXPIRED,
                    SHARE_EXHAUSTED,
                    REFUSED,
                    CODE_VOID,
                    CODE_USED,
                    PEER_BUSY,
                    SOURCE_CHANGED,
                    SOURCE_UNREADABLE,
                    STREAM_GONE -> speaker == Speaker.SENDER ? same : failed();
            case DISK_FULL, TARGET_UNWRITABLE, CONFLICT, NAME_UNSAFE -> speaker == Speaker.RECEIVER ? same : failed();
            case CONNECTION_LOST,
                    PEER_STALLED,
                    PROTOCOL_VIOLATION,
                    VERSION_UNSUPPORTED,
                    INTEGRITY,
                    DECLINED,
                    CODE_WRONG -> same;
        };
    }

    private static Fault failed() {
        return Fault.of(FaultCode.CONNECTION_LOST, "the peer failed");
    }
}
