package dev.godwit.network.tls;

import java.io.IOException;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/** Drives an engine through the TLS handshake (RFC 8446 §2) on the calling thread. */
final class TlsHandshake {

    private TlsHandshake() {}

    static void run(SSLEngine engine, RecordReader reader, RecordWriter writer) throws IOException {
        try {
            engine.beginHandshake();
            HandshakeStatus status = engine.getHandshakeStatus();
            while (status != HandshakeStatus.FINISHED && status != HandshakeStatus.NOT_HANDSHAKING) {
                status = step(status, engine, reader, writer);
            }
            writer.drain();
        } catch (IOException e) {
            sendAlert(engine, writer);
            throw e;
        }
    }

    private static HandshakeStatus step(
            HandshakeStatus status, SSLEngine engine, RecordReader reader, RecordWriter writer) throws IOException {
        return switch (status) {
            case NEED_TASK -> runTasks(engine);
            case NEED_WRAP -> writer.handshakeWrap();
            case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                writer.drain();
                yield reader.handshakeUnwrap();
            }
            case FINISHED, NOT_HANDSHAKING -> throw new SSLException("the handshake is over");
        };
    }

    private static HandshakeStatus runTasks(SSLEngine engine) {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
        return engine.getHandshakeStatus();
    }

    /** An engine that refuses the peer has an alert for it (RFC 8446 §6): the peer deserves to see it. */
    private static void sendAlert(SSLEngine engine, RecordWriter writer) {
        try {
            if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
                HandshakeStatus ignored = writer.handshakeWrap();
                writer.drain();
            }
        } catch (IOException e) {
            // The first failure is the one that is told.
        }
    }
}
