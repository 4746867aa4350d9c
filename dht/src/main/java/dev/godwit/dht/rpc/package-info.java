/**
 * Queries and what becomes of them: transaction ids, time limits that adapt, pacing by origin. A reply counts only when it
 * comes from the address that was asked, under the transaction id that was drawn for it. Pure logic that is told the time
 * and hands out the datagrams to send; belongs to one thread.
 */
@NullMarked
package dev.godwit.dht.rpc;

import org.jspecify.annotations.NullMarked;
