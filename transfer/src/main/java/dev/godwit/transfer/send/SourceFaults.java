package dev.godwit.transfer.send;

import dev.godwit.wire.fault.FaultCode;

/** Which faults of the sender's own files end what. */
final class SourceFaults {
    private SourceFaults() {}

    /** Whether the rest of the share can go on without the entry that it happened to. */
    static boolean concernsOneEntry(FaultCode code) {
        return code == FaultCode.SOURCE_CHANGED || code == FaultCode.SOURCE_UNREADABLE;
    }

    /** Whether it ends the share for every receiver. */
    static boolean endsShare(FaultCode code) {
        return concernsOneEntry(code) || code == FaultCode.HOME_UNUSABLE;
    }
}
