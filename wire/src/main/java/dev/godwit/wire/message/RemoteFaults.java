package dev.godwit.wire.message;

import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import java.util.Optional;

/** What a fault that the peer reports means on this side: a peer's own bug or Ctrl-C is not ours. PROTOCOL.md §9. */
final class RemoteFaults {

    private RemoteFaults() {}

    static Fault asSeenHere(Optional<FaultCode> code, String detail) {
        if (code.isEmpty()) {
            return Fault.of(FaultCode.CONNECTION_LOST, "the peer failed");
        }
        return switch (code.get()) {
            case CANCELLED -> Fault.of(FaultCode.CONNECTION_LOST, "the other side was stopped");
            case UNEXPECTED, USAGE, TICKET_INVALID, IDENTITY_MISMATCH, NO_ROUTE, HOME_UNUSABLE ->
                Fault.of(FaultCode.CONNECTION_LOST, "the peer failed");
            default -> Fault.of(code.get(), detail);
        };
    }
}
