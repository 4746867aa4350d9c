package dev.godwit.wire.message;

import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;

/** The first exchange on every stream: both say hello, and both know the version they share. PROTOCOL.md §4.2. */
public final class Greeting {
    /** The protocol version that this Godwit speaks. */
    public static final int VERSION = 1;

    private Greeting() {}

    /** This side's hello. */
    public static Message.Hello hello(String agent) {
        return new Message.Hello(VERSION, VERSION, 0, agent);
    }

    /**
     * The newest version that both speak.
     *
     * @throws FaultException {@link FaultCode#VERSION_UNSUPPORTED}
     */
    public static int agree(Message.Hello theirs) throws FaultException {
        int newest = Math.min(VERSION, theirs.versionMax());
        if (newest < Math.max(VERSION, theirs.versionMin())) {
            String detail = "this side speaks %d, the other %d to %d"
                    .formatted(VERSION, theirs.versionMin(), theirs.versionMax());
            throw Fault.of(FaultCode.VERSION_UNSUPPORTED, detail).exception();
        }
        return newest;
    }
}
