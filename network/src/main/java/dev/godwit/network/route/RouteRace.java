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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    /** When one attempt has ended for good: how long nothing new may come before nothing more is waited for. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Attempt<T> attempt;
    private final Cancellation cancellation;
    private final Consumer<Tried> tried;
    private final RoutePlan plan = new RoutePlan();
    private final BlockingQueue<Happening> happenings = new LinkedBlockingQueue<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private final List<Search.Running> running = new ArrayList<>();
    private final List<Tried> failures = new ArrayList<>();
    private final Set<RoutePlan.Start> attempts = new LinkedHashSet<>();
    private long lastNanos;
    private boolean hasAnswer;

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
        record Found(String origin, String source, InetSocketAddress address) implements Happening {}

        /** A search finds nothing more. */
        record Over(String origin, String remark) implements Happening {}

        /** An attempt has succeeded. */
        record Won(AutoCloseable prize) implements Happening {}

        /** An attempt has failed. */
        record Lost(RoutePlan.Start start, Fault fault) implements Happening {}

        /** An attempt was not needed. */
        record Skipped(RoutePlan.Start start) implements Happening {}

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
     * Runs it.
     *
     * @param isOver whether to wait no longer, asked a few times a second; attempts that still run come too late then
     * @return the first success; empty when nothing that was found led to one, which {@link #failures} tells about
     * @throws FaultException cancelled
     */
    public Optional<T> run(Searches searches, BooleanSupplier isOver) throws FaultException {
        try (Cancellation.Registration _ = cancellation.onCancel(() -> happenings.add(new Happening.Cancelled()))) {
            long laterNanos = System.nanoTime() + HEAD_START.toNanos();
            begin(searches.first());
            Optional<T> won = watch(() -> isOver.getAsBoolean()
                    || (System.nanoTime() - laterNanos >= 0 && !searches.later().isEmpty()));
            if (won.isEmpty() && !isOver.getAsBoolean() && !isAnswered()) {
                begin(searches.later());
                won = watch(isOver);
            }
            if (won.isEmpty()) {
                noteUnfinished();
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
                found(address.getHostString(), address);
            }

            @Override
            public void found(String source, InetSocketAddress address) {
                happenings.add(new Happening.Found(origin, source, address));
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
        while (!plan.isExhausted() && !isAnswered() && !until.getAsBoolean()) {
            long now = System.nanoTime();
            for (Optional<RoutePlan.Start> start = plan.next(now); start.isPresent(); start = plan.next(now)) {
                start(start.get());
            }
            Happening happening = happenings.poll(plan.waitNanos(now), TimeUnit.NANOSECONDS);
            Optional<T> won = happening == null ? Optional.empty() : take(happening);
            if (won.isPresent()) {
                return won;
            }
        }
        return Optional.empty();
    }

    /** Whether somebody has said what is final, and nobody else can be expected to prove it wrong. */
    private boolean isAnswered() {
        return hasAnswer && plan.isIdle() && System.nanoTime() - lastNanos >= GRACE.toNanos();
    }

    private void noteUnfinished() {
        for (RoutePlan.Start start : attempts) {
            Fault fault = Fault.of(FaultCode.NO_ROUTE, Addresses.text(start.address()));
            note(new Tried.Attempted(start.origin(), start.address(), fault));
        }
        plan.searching().forEach(origin -> note(new Tried.Unfound(origin, "nobody was found there yet")));
    }

    @SuppressWarnings("unchecked")
    private Optional<T> take(Happening happening) throws FaultException {
        lastNanos = System.nanoTime();
        switch (happening) {
            case Happening.Found found -> plan.found(found.origin(), found.source(), found.address());
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
                ended(lost.start());
                note(new Tried.Attempted(lost.start().origin(), lost.start().address(), lost.fault()));
            }
            case Happening.Skipped skipped -> ended(skipped.start());
            case Happening.Cancelled _ -> throw Fault.of(FaultCode.CANCELLED).exception();
        }
        return Optional.empty();
    }

    private void ended(RoutePlan.Start start) {
        attempts.remove(start);
        plan.failed(start.origin());
    }

    private void note(Tried failure) {
        failures.add(failure);
        tried.accept(failure);
        hasAnswer |= failure instanceof Tried.Attempted attempted
                && isFinal(attempted.fault().code());
    }

    /** Whether it may have been the peer that was looked for who said so. */
    private static boolean isFinal(FaultCode code) {
        return switch (code) {
            case CODE_WRONG, CODE_VOID, CODE_USED, DECLINED, VERSION_UNSUPPORTED -> true;
            default -> false;
        };
    }

    private void start(RoutePlan.Start start) {
        attempts.add(start);
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
            return new Happening.Skipped(start);
        } catch (FaultException e) {
            return new Happening.Lost(start, e.fault());
        } catch (IOException e) {
            Fault fault = Fault.of(FaultCode.NO_ROUTE, Addresses.text(start.address()));
            return new Happening.Lost(start, fault);
        } catch (RuntimeException e) {
            return new Happening.Lost(start, Fault.of(FaultCode.UNEXPECTED, e.toString()));
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
