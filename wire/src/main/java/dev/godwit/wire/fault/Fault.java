package dev.godwit.wire.fault;

/**
 * One failure: its code and what it happened to (a file name, an address, a size). Immutable.
 *
 * @param code which failure
 * @param detail the file, peer or figures it is about; may be empty; unescaped, so a terminal must escape it
 */
public record Fault(FaultCode code, String detail) {

    /** A fault about nothing in particular. */
    public static Fault of(FaultCode code) {
        return new Fault(code, "");
    }

    /** A fault about {@code detail}. */
    public static Fault of(FaultCode code, String detail) {
        return new Fault(code, detail);
    }

    /** What happened, in one sentence without a full stop. */
    public String message() {
        return code.sentence(detail);
    }

    /** What to do next. */
    public String hint() {
        return code.hint();
    }

    /** This fault as an exception. */
    public FaultException exception() {
        return new FaultException(this);
    }

    /** This fault as an exception that remembers what led to it. */
    public FaultException exception(Throwable cause) {
        return new FaultException(this, cause);
    }
}
