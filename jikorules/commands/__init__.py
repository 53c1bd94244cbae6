"""What the commands of the command line do, each in a module that is loaded when it is called."""
