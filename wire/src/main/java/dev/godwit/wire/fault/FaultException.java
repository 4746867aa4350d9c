package dev.godwit.wire.fault;

import java.io.IOException;

/** A {@link Fault} on its way up: every failure that leaves a module is one of these. */
public final class FaultException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Fault fault;

    FaultException(Fault fault) {
        super(fault.message());
        this.fault = fault;
    }

    FaultException(Fault fault, Throwable cause) {
        super(fault.message(), cause);
        this.fault = fault;
    }

    /** What failed. */
    public Fault fault() {
        return fault;
    }
}
