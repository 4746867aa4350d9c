package dev.godwit.testkit;

import java.io.IOException;

/** A {@link LinkProxy} over a line that is neither slow nor far: for tests that only hold, cut, slow or count. */
public final class TcpProxy extends LinkProxy {
    private TcpProxy(int targetPort) throws IOException {
        super(targetPort, Link.DIRECT);
    }

    /** Starts to forward to a port of 127.0.0.1. */
    public static TcpProxy to(int targetPort) throws IOException {
        return new TcpProxy(targetPort);
    }
}
