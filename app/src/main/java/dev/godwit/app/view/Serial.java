package dev.godwit.app.view;

import dev.godwit.transfer.event.TransferEvent;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** Several views of the same events, which may come from several receivers at once: one event is shown at a time. */
public final class Serial implements Consumer<TransferEvent> {
    private final ReentrantLock oneAtATime = new ReentrantLock();
    private final List<Consumer<TransferEvent>> views;

    /** Shows every event to all views, in this order. */
    public Serial(List<Consumer<TransferEvent>> views) {
        this.views = List.copyOf(views);
    }

    @Override
    public void accept(TransferEvent event) {
        oneAtATime.lock();
        try {
            views.forEach(view -> view.accept(event));
        } finally {
            oneAtATime.unlock();
        }
    }
}
