// The layers are switched by script alone: the page asks the server for nothing that would keep the text longer.
document.querySelector(".legend").hidden = false;
