package dev.godwit.dht;

import dev.godwit.dht.node.Family;
import dev.godwit.dht.rpc.Datagram;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Where datagrams leave and arrive: a UDP socket, or the DHT's share of one that others use too. Everything goes out by the
 * address where replies come in, since some nodes bind their tokens to it. {@link #send} and {@link #receive} are called
 * by one thread, {@link #wakeUp} and {@link #close} by any.
 */
public interface DatagramPort extends AutoCloseable {
    /** The networks that it reaches. */
    Set<Family> families();

    /** Sends a datagram if that is possible now; what cannot be sent is lost, as in the network. */
    void send(Datagram datagram);

    /**
     * Waits for a datagram; empty when none came in time, or somebody called {@link #wakeUp}.
     *
     * @throws IOException when none will ever come, as after {@link #close}
     */
    Optional<Datagram> receive(Duration atMost) throws IOException;

    /** Ends the wait of {@link #receive}, or of the next one if nobody waits. */
    void wakeUp();

    @Override
    void close();
}
