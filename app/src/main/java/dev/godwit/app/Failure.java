package dev.godwit.app;

import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import org.jspecify.annotations.Nullable;

/**
 * Why a command ends without its result.
 *
 * @param code the fault's label, for scripts
 * @param exit the exit code of the process
 * @param message what happened
 * @param hint what to do next
 * @param cause where it comes from, for {@code -v}
 */
record Failure(
        String code,
        int exit,
        String message,
        String hint,
        @Nullable Throwable cause) {

    /** A failure of a peer, the network or a disk. */
    static Failure of(Fault fault, @Nullable Throwable cause) {
        return new Failure(fault.code().label(), fault.code().exitCode(), fault.message(), fault.hint(), cause);
    }

    /** Whatever was thrown; what nobody foresaw is a bug. */
    static Failure of(Throwable thrown) {
        return switch (thrown) {
            case CommandException e -> e.failure();
            case FaultException e -> of(e.fault(), e);
            // Only the kind: the text of an exception nobody foresaw may hold a secret.
            default -> of(Fault.of(FaultCode.UNEXPECTED, thrown.getClass().getName()), thrown);
        };
    }

    /** Wrong usage. */
    static Failure usage(String message, String hint) {
        return new Failure(FaultCode.USAGE.label(), FaultCode.USAGE.exitCode(), message, hint, null);
    }

    /** Stopped by a signal. */
    static Failure stopped(int exit, String hint) {
        Fault fault = Fault.of(FaultCode.CANCELLED);
        return new Failure(fault.code().label(), exit, fault.message(), hint, null);
    }
}
