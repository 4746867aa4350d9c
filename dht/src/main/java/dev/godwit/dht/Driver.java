package dev.godwit.dht;

import dev.godwit.dht.engine.Command;
import dev.godwit.dht.engine.DhtEngine;
import dev.godwit.dht.engine.Outcome;
import dev.godwit.dht.engine.Output;
import dev.godwit.dht.item.Item;
import dev.godwit.dht.rpc.Datagram;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The one thread that has an engine: it waits for datagrams and for the time that the engine names, carries out what the
 * engine wants, and takes requests of other threads in between. Whoever listens here is called on this thread, and must
 * neither block nor throw.
 */
final class Driver implements Runnable {
    /** So many datagrams are taken before requests of this process have a turn. */
    private static final int DATAGRAMS_IN_A_ROW = 64;

    private final DhtEngine engine;
    private final DatagramPort port;
    private final MonotonicClock clock;
    private final Queue<BiConsumer<DhtEngine, Instant>> requests = new ConcurrentLinkedQueue<>();
    private final Map<Long, TaskListener> listeners = new HashMap<>();
    private volatile boolean closed;

    Driver(DhtEngine engine, DatagramPort port, MonotonicClock clock) {
        this.engine = engine;
        this.port = port;
        this.clock = clock;
    }

    /** What a task finds. */
    interface TaskListener {
        default void found(List<InetSocketAddress> peers) {}

        default void found(Item item) {}

        void finished(Outcome outcome);

        /** The node was closed before the task was done. */
        void closed();
    }

    /** Runs {@code request} with the engine soon; false when the node is closed. */
    boolean submit(BiConsumer<DhtEngine, Instant> request) {
        requests.add(request);
        port.wakeUp();
        return !closed;
    }

    /** What {@code question} says, from the thread of the engine; fails when the node is closed. */
    <T> CompletableFuture<T> ask(Function<DhtEngine, T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        boolean open = submit((theEngine, _) -> answer.complete(question.apply(theEngine)));
        if (!open) {
            answer.completeExceptionally(new ClosedException());
        }
        return answer;
    }

    /** Begins a command; calling what is returned gives it up. */
    Runnable begin(Command command, TaskListener listener) {
        CompletableFuture<Long> number = new CompletableFuture<>();
        boolean open = submit((theEngine, now) -> {
            long task = theEngine.begin(command, now);
            listeners.put(task, listener);
            number.complete(task);
        });
        if (!open) {
            listener.closed();
        }
        return () -> submit((theEngine, _) -> {
            long task = number.getNow(0L);
            listeners.remove(task);
            theEngine.cancel(task);
        });
    }

    @Override
    public void run() {
        try {
            while (!closed) {
                round();
            }
        } catch (IOException e) {
            // The port was closed: by close(), or by whoever owns it. There is nothing left to drive.
        } finally {
            closed = true;
            drainRequests();
            listeners.values().forEach(TaskListener::closed);
        }
    }

    private void round() throws IOException {
        drainRequests();
        engine.tick(clock.now());
        carryOut();
        Duration wait = Duration.between(clock.now(), engine.nextWakeUp());
        Optional<Datagram> datagram = port.receive(wait.isNegative() ? Duration.ZERO : wait);
        for (int i = 1; datagram.isPresent(); i++) {
            engine.receive(datagram.get(), clock.now());
            carryOut();
            datagram = i < DATAGRAMS_IN_A_ROW ? port.receive(Duration.ZERO) : Optional.empty();
        }
    }

    private void drainRequests() {
        for (BiConsumer<DhtEngine, Instant> request = requests.poll(); request != null; request = requests.poll()) {
            request.accept(engine, clock.now());
            carryOut();
        }
    }

    private void carryOut() {
        for (Output output : engine.outputs()) {
            switch (output) {
                case Output.Send send -> port.send(send.datagram());
                case Output.PeersFound found -> listener(found.task()).ifPresent(each -> each.found(found.peers()));
                case Output.ItemFound found -> listener(found.task()).ifPresent(each -> each.found(found.item()));
                case Output.Finished finished -> {
                    listener(finished.task()).ifPresent(each -> each.finished(finished.outcome()));
                    listeners.remove(finished.task());
                }
            }
        }
    }

    private Optional<TaskListener> listener(long task) {
        return Optional.ofNullable(listeners.get(task));
    }

    /** Ends the thread at the next opportunity. */
    void close() {
        closed = true;
        port.wakeUp();
    }
}
