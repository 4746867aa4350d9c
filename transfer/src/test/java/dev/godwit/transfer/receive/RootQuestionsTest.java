package dev.godwit.transfer.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.content.merkle.ContentId;
import dev.godwit.transfer.receive.work.Sender;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class RootQuestionsTest {
    private final RootQuestions questions = new RootQuestions();

    @Test
    void answersFindTheirQuestionsInAnyOrder() throws IOException {
        CompletableFuture<ContentId> first = questions.ask(1);
        CompletableFuture<ContentId> second = questions.ask(2);
        questions.give(2, ContentId.EMPTY);
        assertThat(Sender.await(second)).isEqualTo(ContentId.EMPTY);
        assertThat(first).isNotDone();
        questions.fail(1, Fault.of(FaultCode.SOURCE_CHANGED, "file"));
        assertThatThrownBy(() -> Sender.await(first)).isInstanceOf(FaultException.class);
    }

    @Test
    void anAnswerWithoutAQuestionIsAViolation() throws IOException {
        assertThat(questions.ask(1)).isNotDone();
        questions.give(1, ContentId.EMPTY);
        assertThatThrownBy(() -> questions.give(1, ContentId.EMPTY)).isInstanceOf(FaultException.class);
        assertThatThrownBy(() -> questions.fail(7, Fault.of(FaultCode.SOURCE_CHANGED)))
                .isInstanceOf(FaultException.class);
    }

    @Test
    void noMoreAreOpenThanTheSenderBears() throws Exception {
        List<CompletableFuture<ContentId>> open = new ArrayList<>();
        for (int entry = 0; entry < 1_024; entry++) {
            open.add(questions.ask(entry));
        }
        FutureTask<Boolean> waiting =
                new FutureTask<>(() -> questions.ask(5_000).isDone());
        Thread thread = Thread.ofVirtual().start(waiting);
        questions.give(77, ContentId.EMPTY);
        thread.join();
        assertThat(waiting.get()).isFalse();
        assertThat(open.get(77)).isDone();
    }

    @Test
    void theEndOfTheSessionAnswersAllAndLetsNobodyWait() throws Exception {
        List<CompletableFuture<ContentId>> open = new ArrayList<>();
        for (int entry = 0; entry < 1_024; entry++) {
            open.add(questions.ask(entry));
        }
        List<FutureTask<Boolean>> waiting = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            int entry = 5_000 + i;
            waiting.add(new FutureTask<>(() -> questions.ask(entry).isDone()));
            threads.add(Thread.ofVirtual().start(waiting.getLast()));
        }
        FaultException why = Fault.of(FaultCode.CONNECTION_LOST).exception();
        questions.fail(why);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(open).allMatch(CompletableFuture::isCompletedExceptionally);
        for (FutureTask<Boolean> one : waiting) {
            assertThatThrownBy(one::get).hasCause(why);
        }
        assertThatThrownBy(() -> questions.ask(9_999)).isSameAs(why);
    }
}
