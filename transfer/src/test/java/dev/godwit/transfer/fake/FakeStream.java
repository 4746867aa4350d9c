package dev.godwit.transfer.fake;

import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.identity.PeerId;
import dev.godwit.wire.link.ByteStream;
import dev.godwit.wire.link.Route;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Consumer;

/** One end of a stream through two pipes. */
final class FakeStream implements ByteStream {
    private final PeerId peer;
    private final FakePipe in;
    private final FakePipe out;
    private final Consumer<FakeStream> onClose;
    private volatile Duration silence = Duration.ZERO;

    FakeStream(PeerId peer, FakePipe in, FakePipe out, Consumer<FakeStream> onClose) {
        this.peer = peer;
        this.in = in;
        this.out = out;
        this.onClose = onClose;
    }

    @Override
    public PeerId peer() {
        return peer;
    }

    @Override
    public byte[] channelBinding() {
        return new byte[32];
    }

    @Override
    public Route route() {
        return new Route(Route.Kind.TCP, FakeNetwork.ADDRESS);
    }

    @Override
    public int read(ByteBuffer destination) throws FaultException {
        return in.read(destination, silence);
    }

    @Override
    public void write(ByteBuffer... sources) throws FaultException {
        for (ByteBuffer source : sources) {
            out.write(source, silence);
        }
    }

    @Override
    public void flush() {
        // Nothing waits here.
    }

    @Override
    public void silenceLimit(Duration limit) {
        silence = limit;
    }

    @Override
    public void deadline(Duration limit) {
        // Nobody trickles here.
    }

    void breakOff() {
        in.breakOff("the cable was cut");
        out.breakOff("the cable was cut");
    }

    @Override
    public void close() {
        onClose.accept(this);
        out.end();
        in.discard();
    }
}
