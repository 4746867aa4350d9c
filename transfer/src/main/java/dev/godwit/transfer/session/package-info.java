/**
 * What both ends of a session do alike: greet, keep the control stream alive, and turn failures of files into faults.
 * Blocking code for virtual threads; knows neither shares nor destinations. PROTOCOL.md §4 and §7.
 */
@NullMarked
package dev.godwit.transfer.session;

import org.jspecify.annotations.NullMarked;
