namespace Snn.Foraging;

/// <summary>Something the user can put right. The message is one line that names the object, the value,
/// the constraint and the usual cause; the program prints it and ends with exit code 1.</summary>
/// <param name="message">The line.</param>
/// <param name="inner">What went wrong underneath, if anything.</param>
public sealed class UserErrorException(string message, Exception? inner = null) : Exception(message, inner);
