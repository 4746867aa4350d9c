package dev.godwit.node;

import dev.godwit.transfer.event.Problems;
import dev.godwit.transfer.event.TransferEvent;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultException;
import java.util.function.Consumer;

/** Ends a run of which single entries failed while all others went well. */
final class Failures {
    private Failures() {}

    /**
     * Tells them, if there are any.
     *
     * @throws FaultException then: the first of them, which says how many there are
     */
    static void tell(Problems problems, Consumer<TransferEvent> events) throws FaultException {
        if (problems.count() == 0) {
            return;
        }
        events.accept(new TransferEvent.Incomplete(problems.count(), problems.list()));
        Problems.Problem first = problems.list().getFirst();
        String others = problems.count() == 1 ? "" : " and %,d more".formatted(problems.count() - 1);
        throw Fault.of(first.fault().code(), first.path() + others).exception();
    }
}
