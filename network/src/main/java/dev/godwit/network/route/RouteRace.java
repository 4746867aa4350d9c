package dev.godwit.network.route;

import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.link.Addresses;
import dev.godwit.wire.link.Cancellation;
import dev.godwit.wire.link.Search;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a peer in several places at once and tries what is found, until one attempt succeeds or nothing is left. One
 * thread, once; attempts run on threads of their own, and what comes too late is closed.
 *
 * @param <T> what a successful attempt brings
 */
public final class RouteRace<T extends AutoCloseable> {
    /** How long the first searches are alone. */
    private static final Duration HEAD_START = Duration.ofSeconds(1);

    /** How long others may still win when one attempt has ended for good. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Attempt<T> attempt;
    private final Cancellation cancellation;
    private final Consumer<Tried> tried;
    private final RoutePlan plan = new RoutePlan();
    private final BlockingQueue<Happening> happenings = new LinkedBlockingQueue<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private final List<Search.Running> running = new ArrayList<>();
    private final List<Tried> failures = new ArrayList<>();
    private final long startNanos = System.nanoTime();
    private long patienceNanos = Long.MAX_VALUE;
    private long giveUpNanos;
    private boolean givesUp;

    /**
     * Tries one address.
     *
     * @param <T> what success brings
     */
    @FunctionalInterface
    public interface Attempt<T> {
        /** Blocks; ends with a fault if whoever is there is not who was looked for. */
        T at(InetSocketAddress address) throws IOException;
    }

    /** An attempt is not needed: another one asks the same peer already. */
    public static final class RedundantException extends IOException {
        private static final long serialVersionUID = 1L;

        /** An attempt that ends without a word. */
        public RedundantException() {
            super("another attempt asks the same peer");
        }
    }

    /** What came to nothing. */
    public sealed interface Tried {

        /** The search. */
        String origin();

        /** An address that was found, and why it is not the peer. */
        record Attempted(String origin, InetSocketAddress address, Fault fault) implements Tried {}

        /** A search that could find nothing, and why. */
        record Unfound(String origin, String remark) implements Tried {}
    }

    /** What the race waits for. */
    private sealed interface Happening {
        /** A search has found something. */
        record Found(String origin, InetSocketAddress address) implements Happening {}

        /** A search finds nothing more. */
        record Over(String origin, String remark) implements Happening {}

        /** An attempt has succeeded. */
        record Won(AutoCloseable prize) implements Happening {}

        /** An attempt has failed. */
        record Lost(String origin, InetSocketAddress address, Fault fault) implements Happening {}

        /** An attempt was not needed. */
        record Skipped(String origin) implements Happening {}

        /** The user wants to stop. */
        record Cancelled() implements Happening {}
    }

    /**
     * A race that has not begun.
     *
     * @param tried is told of each failure as it happens, on the thread that runs
     */
    public RouteRace(Attempt<T> attempt, Cancellation cancellation, Consumer<Tried> tried) {
        this.attempt = attempt;
        this.cancellation = cancellation;
        this.tried = tried;
    }

    /**
     * Runs it for so long at most: then nothing more is looked for or begun, and the attempts under way come to their end, since
     * one of them may be what was looked for.
     *
     * @throws FaultException cancelled
     */
    public Optional<T> run(Searches searches, Duration patience) throws FaultException {
        patienceNanos = patience.toNanos();
        return run(searches);
    }

    /**
     * Runs it.
     *
     * @return the first success; empty when nothing that was found led to one, which {@link #failures} tells about
     * @throws FaultException cancelled
     */
    public Optional<T> run(Searches searches) throws FaultException {
        try (Cancellation.Registration _ = cancellation.onCancel(() -> happenings.add(new Happening.Cancelled()))) {
            long laterNanos = System.nanoTime() + HEAD_START.toNanos();
            begin(searches.first());
            Optional<T> won = watch(() ->
                    System.nanoTime() - laterNanos >= 0 && !searches.later().isEmpty());
            if (won.isEmpty() && !isTooLate() && !isOver()) {
                begin(searches.later());
                won = watch(() -> false);
            }
            if (won.isEmpty() && isOver()) {
                plan.unfinished().forEach(origin -> note(new Tried.Unfound(origin, "it takes too long")));
            }
            return won;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Fault.of(FaultCode.CANCELLED).exception(e);
        } finally {
            over.set(true);
            running.forEach(Search.Running::close);
            happenings.forEach(RouteRace::closeLate);
        }
    }

    /** What came to nothing, in its order. */
    public List<Tried> failures() {
        return List.copyOf(failures);
    }

    private Search.Findings listener(String origin) {
        return new Search.Findings() {
            @Override
            public void found(InetSocketAddress address) {
                happenings.add(new Happening.Found(origin, address));
            }

            @Override
            public void over(String remark) {
                happenings.add(new Happening.Over(origin, remark));
            }
        };
    }

    private void begin(List<Search> searches) {
        searches.forEach(search -> plan.search(search.origin()));
        for (Search search : searches) {
            running.add(search.begin(listener(search.origin())));
        }
    }

    private Optional<T> watch(BooleanSupplier until) throws InterruptedException, FaultException {
        while (!plan.isExhausted() && !isTooLate() && !(isOver() && !plan.isTrying()) && !until.getAsBoolean()) {
            long now = System.nanoTime();
            startDue(now);
            Happening happening = happenings.poll(waitNanos(now), TimeUnit.NANOSECONDS);
            Optional<T> won = happening == null ? Optional.empty() : take(happening);
            if (won.isPresent()) {
                return won;
            }
        }
        return Optional.empty();
    }

    private long waitNanos(long now) {
        return isOver() ? RoutePlan.STAGGER_NANOS : plan.waitNanos(now);
    }

    private void startDue(long now) {
        while (!isOver()) {
            Optional<RoutePlan.Start> start = plan.next(now);
            if (start.isEmpty()) {
                return;
            }
            start(start.get());
        }
    }

    private boolean isOver() {
        return System.nanoTime() - startNanos >= patienceNanos;
    }

    private boolean isTooLate() {
        return givesUp && System.nanoTime() - giveUpNanos >= 0;
    }

    @SuppressWarnings("unchecked")
    private Optional<T> take(Happening happening) throws FaultException {
        switch (happening) {
            case Happening.Found found -> plan.found(found.origin(), found.address());
            case Happening.Over end -> {
                boolean hasFound = plan.over(end.origin());
                if (!hasFound && !end.remark().isEmpty()) {
                    note(new Tried.Unfound(end.origin(), end.remark()));
                }
            }
            case Happening.Won won -> {
                // Only attempts of this race put prizes here.
                return Optional.of((T) won.prize());
            }
            case Happening.Lost lost -> {
                plan.failed(lost.origin());
                note(new Tried.Attempted(lost.origin(), lost.address(), lost.fault()));
            }
            case Happening.Skipped skipped -> plan.failed(skipped.origin());
            case Happening.Cancelled _ -> throw Fault.of(FaultCode.CANCELLED).exception();
        }
        return Optional.empty();
    }

    private void note(Tried failure) {
        failures.add(failure);
        tried.accept(failure);
        if (!givesUp
                && failure instanceof Tried.Attempted attempted
                && isFinal(attempted.fault().code())) {
            givesUp = true;
            giveUpNanos = System.nanoTime() + GRACE.toNanos();
        }
    }

    /** Whether it was the peer that was looked for who said so. */
    private static boolean isFinal(FaultCode code) {
        return switch (code) {
            case CODE_WRONG, CODE_VOID, CODE_USED, DECLINED, VERSION_UNSUPPORTED -> true;
            default -> false;
        };
    }

    private void start(RoutePlan.Start start) {
        Thread.ofVirtual().name("route").start(() -> {
            Happening outcome = outcome(start);
            happenings.add(outcome);
            if (over.get() && happenings.remove(outcome)) {
                closeLate(outcome);
            }
        });
    }

    private Happening outcome(RoutePlan.Start start) {
        try {
            return new Happening.Won(attempt.at(start.address()));
        } catch (RedundantException e) {
            return new Happening.Skipped(start.origin());
        } catch (FaultException e) {
            return new Happening.Lost(start.origin(), start.address(), e.fault());
        } catch (IOException e) {
            Fault fault = Fault.of(FaultCode.NO_ROUTE, Addresses.text(start.address()));
            return new Happening.Lost(start.origin(), start.address(), fault);
        } catch (RuntimeException e) {
            return new Happening.Lost(start.origin(), start.address(), Fault.of(FaultCode.UNEXPECTED, e.toString()));
        }
    }

    private static void closeLate(@Nullable Happening happening) {
        if (happening instanceof Happening.Won won) {
            try {
                won.prize().close();
            } catch (Exception e) {
                // It is closed as far as it can be.
            }
        }
    }
}
